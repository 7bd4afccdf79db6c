import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { until } from '../until.ts'
import { findProcess } from './process-group.ts'
import { StartError } from './start-error.ts'

export interface FileLockOptions {
  timeoutMs: number
}

/** Runs `work` while no other process holds the lock at `path`; a dead holder's lock counts as open. */
export async function withFileLock<T>(
  path: string,
  { timeoutMs }: FileLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  if (!(await until(() => tryLock(path), { timeoutMs })))
    throw new StartError(`${path} is held by process ${readHolder(path)}: wait for it, or remove the file.`)
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = readHolder(path)
    const dead = holder !== null && (holder === process.pid || findProcess(holder) === null)
    if (dead) rmSync(path, { force: true })
    return false
  }
}

/** Null while its holder has just made it and not yet written its number. */
function readHolder(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8')) || null
  } catch {
    return null
  }
}
