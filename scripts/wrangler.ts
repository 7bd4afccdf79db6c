import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** How to run wrangler with this Node, which may be newer than the one in PATH. */
export function wranglerCommand(...args: string[]): string[] {
  return [process.execPath, `${ROOT}/node_modules/wrangler/bin/wrangler.js`, ...args]
}

/** Quiet and offline: without these wrangler asks the network for updates, sends metrics and prints a banner. */
export function wranglerEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { CLOUDFLARE_ENV: _, ...inherited } = process.env
  return {
    // The local explorer records every request on disk; who wants it sets these in the environment.
    X_LOCAL_EXPLORER: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
    ...inherited,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_WRITE_LOGS: 'false',
    ...extra,
  }
}
