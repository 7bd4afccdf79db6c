import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export interface ProcessEntry {
  pid: number
  /** The process group it belongs to. */
  groupId: number
  parentPid: number
  command: string
}

/** Processes that still run; the dead that nobody has reaped yet (zombies) hold nothing and are left out. */
export function listProcesses(): ProcessEntry[] {
  return existsSync('/proc/self/stat') ? listFromProc() : listFromPs()
}

export function groupMembers(groupId: number): ProcessEntry[] {
  return listProcesses().filter((entry) => entry.groupId === groupId)
}

/** Null when `pid` does not run. */
export function findProcess(pid: number): ProcessEntry | null {
  return existsSync('/proc/self/stat') ? readProcEntry(pid) : (listFromPs().find((entry) => entry.pid === pid) ?? null)
}

/** A group that is gone is not an error: that is what was wanted. */
export function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function listFromProc(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcEntry(Number(name)) ?? [])
}

function readProcEntry(pid: number): ProcessEntry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // "pid (name) state ppid pgrp …": the name may hold blanks and brackets, so count from its end.
    const [state, parentPid, groupId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return null
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return { pid, groupId: Number(groupId), parentPid: Number(parentPid), command }
  } catch {
    return null // It ended while we looked.
  }
}

function listFromPs(): ProcessEntry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/.exec(line)
    if (!match) return []
    const [, pid, parentPid, groupId, , command] = match
    return { pid: Number(pid), parentPid: Number(parentPid), groupId: Number(groupId), command: command ?? '' }
  })
}
