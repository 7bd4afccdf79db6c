import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the built dashboard depends on; it takes types and pure rules from the Worker. */
const SOURCES = ['dashboard', 'worker/domain', 'worker/http/schemas', 'package-lock.json']
const GENERATED = new Set(['dist', 'node_modules', '.wrangler'])

export const BUILD_COMMAND = ['npm', 'run', 'build', '-w', 'dashboard'] as const

/** An inherited NODE_ENV other than "production" would bundle React's development build. */
export function buildEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production' }
}

/** True when something it is made from is newer than the built dashboard, or nothing was built yet. */
export function isDashboardStale(root: string): boolean {
  const built = statSync(join(root, 'dashboard/dist/index.html'), { throwIfNoEntry: false })
  return !built || SOURCES.some((source) => newestChangeMs(join(root, source)) > built.mtimeMs)
}

function newestChangeMs(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  // A folder's own time shows deleted files, but where generated folders come and go it shows nothing.
  const names = readdirSync(path)
  const sources = names.filter((name) => !GENERATED.has(name))
  const ownMs = sources.length === names.length ? stat.mtimeMs : 0
  return Math.max(ownMs, ...sources.map((name) => newestChangeMs(join(path, name))))
}
