import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { until } from '../until.ts'
import { groupMembers, signalGroup } from './process-group.ts'
import { StartError } from './start-error.ts'

const GUARD = fileURLToPath(new URL('./guard.sh', import.meta.url))
const GRACE_MS = 2_000

export interface GuardedOptions {
  command: readonly string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** Where its output goes; an older file is kept beside it as `….previous.log`. */
  logFile: string
  /** Each line of its output as well, without colours. */
  onLine?: (line: string) => void
}

export interface GuardedProcess {
  readonly groupId: number
  /** Settles when the process, or its guard, ends by whatever cause; what is left of its group is dead by then. */
  readonly exited: Promise<{ exitCode: number | null }>
  /** Asks first, kills after 2 s; resolves when nothing of the group runs. */
  stop(): Promise<void>
}

/** Starts `command` in a process group of its own that dies with this process, however this process dies. */
export function spawnGuarded({ command, cwd, env, logFile, onLine }: GuardedOptions): GuardedProcess {
  if (existsSync(logFile)) renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'))
  const child = spawn('/bin/sh', [GUARD, ...command], { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  const groupId = groupOf(child)
  writeLog(child, logFile, onLine)
  let stopping = false
  child.once('exit', () => {
    if (!stopping) signalGroup(groupId, 'SIGKILL')
  })
  // "close" comes after the last of its output, so the log is whole by then.
  const exited = new Promise<{ exitCode: number | null }>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode }))
  })
  async function stop(): Promise<void> {
    stopping = true
    await stopGroup(groupId)
  }
  return { groupId, exited, stop }
}

/** A detached child leads a group that has its number. */
function groupOf(child: ChildProcess): number {
  child.once('error', () => {}) // Told by the missing number.
  if (child.pid === undefined) throw new StartError('/bin/sh cannot be started: is it there?')
  return child.pid
}

async function stopGroup(groupId: number): Promise<void> {
  const gone = () => groupMembers(groupId).length === 0
  signalGroup(groupId, 'SIGTERM')
  if (await until(gone, { timeoutMs: GRACE_MS })) return
  signalGroup(groupId, 'SIGKILL')
  await until(gone, { timeoutMs: GRACE_MS })
}

function writeLog(child: ChildProcess, logFile: string, onLine: GuardedOptions['onLine']): void {
  const log = openSync(logFile, 'w', 0o600)
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (coloured) => {
      const line = stripVTControlCharacters(coloured)
      writeSync(log, `${line}\n`)
      onLine?.(line)
    })
  }
  child.once('close', () => closeSync(log))
}
