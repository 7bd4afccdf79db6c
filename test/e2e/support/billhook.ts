import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Api, createApi } from '../../../scripts/start/api.ts'
import { groupMembers, listProcesses, type ProcessEntry, signalGroup } from '../../../scripts/start/process-group.ts'
import { openStateFolder, readRunRecord } from '../../../scripts/start/state-folder.ts'
import { ENVIRONMENT_NAMES } from '../../../scripts/start/variables.ts'
import { until } from '../../../scripts/until.ts'
import { ROOT } from '../../../scripts/wrangler.ts'
import { ownPort } from '../../support/own-port.ts'

export const ADMIN_TOKEN = 'e2e_admin_token_0123456789'
export const WEBHOOK_SECRET = 'whsec_e2e_0123456789abcdef'
const READY_TIMEOUT_MS = 90_000

export interface StartedBillhook {
  /** Of npm, which leads the process group. */
  pid: number
  port: number
  url: string
  stateDir: string
  api: Api
  output(): string
  /** The process that npm runs: scripts/run.mjs. */
  starter(): ProcessEntry
  /** All processes that serve: wrangler, workerd and their guards. */
  servers(): ProcessEntry[]
  /** Whether the start script and all it started are gone within `timeoutMs`. */
  gone(timeoutMs: number): Promise<boolean>
}

export interface StartOptions {
  port?: number
  stateDir?: string
  demo?: boolean
  env?: NodeJS.ProcessEnv
}

const started = new Set<ChildProcess>()
const stateDirs = new Set<string>()

/** Whatever a test leaves running ends with its file. */
afterAll(async () => {
  for (const { pid } of started) if (pid !== undefined) signalGroup(pid, 'SIGKILL')
  for (const dir of stateDirs) {
    for (const { groupId } of serversOf(dir)) signalGroup(groupId, 'SIGKILL')
    await until(() => serversOf(dir).length === 0, { timeoutMs: 45_000 })
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
})

export function newStateDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'billhook-e2e-'))
  stateDirs.add(dir)
  return dir
}

/** Runs `npm start` as a person would, in a process group of its own, without waiting for it. */
export function spawnNpmStart(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const inherited = { ...process.env }
  for (const name of [...ENVIRONMENT_NAMES, 'NODE_ENV', 'VITEST']) delete inherited[name]
  const child = spawn('npm', ['--silent', 'start', '--', ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    text.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  if (child.pid === undefined) throw new Error('npm cannot be started')
  return { pid: child.pid, text, exited }
}

/** Starts a deployment and waits until it says that it is ready. */
export async function startBillhook(options: StartOptions = {}): Promise<StartedBillhook> {
  const { stateDir = newStateDir(), demo = false, env = {} } = options
  const port = options.port ?? (await ownPort())
  const args = ['--port', String(port), '--state', stateDir, ...(demo ? [] : ['--no-demo'])]
  const npm = spawnNpmStart(args, { ADMIN_TOKEN, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, ...env })
  const output = () => npm.text.stdout + npm.text.stderr
  const ended = npm.exited.then(() => 'ended' as const)
  const ready = until(() => output().includes('Ctrl-C stops everything.'), { timeoutMs: READY_TIMEOUT_MS })
  if ((await Promise.race([ready, ended])) !== true) throw new Error(`npm start did not get ready:\n${output()}`)
  const url = `http://localhost:${port}`
  return {
    ...{ pid: npm.pid, port, url, stateDir, output },
    api: createApi({ url, adminToken: ADMIN_TOKEN }),
    starter: () => starterOf(port),
    servers: () => serversOf(stateDir),
    async gone(timeoutMs) {
      const nothingLeft = () => !findStarter(port) && serversOf(stateDir).length === 0
      return (await until(nothingLeft, { timeoutMs })) ?? false
    },
  }
}

function findStarter(port: number): ProcessEntry | undefined {
  return listProcesses().find(
    ({ command }) => /^\S*node \S*run\.mjs start /.test(command) && command.includes(` ${port} `),
  )
}

function starterOf(port: number): ProcessEntry {
  const starter = findStarter(port)
  if (!starter) throw new Error('the start script does not run')
  return starter
}

const knownGroups = new Map<string, Set<number>>()

function serversOf(stateDir: string): ProcessEntry[] {
  const groups = knownGroups.get(stateDir) ?? new Set<number>()
  knownGroups.set(stateDir, groups)
  for (const groupId of readRunRecord(openStateFolder(stateDir))?.groupIds ?? []) groups.add(groupId)
  return [...groups].flatMap(groupMembers)
}
