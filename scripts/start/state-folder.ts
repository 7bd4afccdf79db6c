import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from './start-error.ts'

/** Where `npm start` keeps its own files, beside what wrangler keeps in the state folder. */
export interface StateFolder {
  dir: string
  /** Generated configuration, logs, who runs. */
  ownDir: string
  runFile: string
}

/** Which processes serve this state folder, so that the next start can tell a living predecessor from a dead one. */
export interface RunRecord {
  pid: number
  port: number
  groupIds: number[]
}

/** Creates what is missing; a folder that cannot be written is one clear sentence. */
export function openStateFolder(dir: string): StateFolder {
  const ownDir = join(dir, 'billhook')
  try {
    makeFolder(ownDir)
    const probe = join(ownDir, '.writable')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(`State folder ${dir} cannot be written (${code}): choose another with --state DIR.`)
  }
  return { dir, ownDir, runFile: join(ownDir, 'running.json') }
}

/** Folder by folder: `recursive` never returns where a parent exists and refuses, as in /proc (Node 24). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** Null when nothing was left behind, or nothing that can be read. */
export function readRunRecord({ runFile }: StateFolder): RunRecord | null {
  try {
    const record = JSON.parse(readFileSync(runFile, 'utf8')) as Partial<RunRecord>
    const { pid, port, groupIds } = record
    const valid = Number.isInteger(pid) && Number.isInteger(port) && Array.isArray(groupIds)
    return valid ? (record as RunRecord) : null
  } catch {
    return null
  }
}

export function writeRunRecord({ runFile }: StateFolder, record: RunRecord): void {
  writeFileSync(runFile, JSON.stringify(record))
}

export function removeRunRecord({ runFile }: StateFolder): void {
  rmSync(runFile, { force: true })
}
