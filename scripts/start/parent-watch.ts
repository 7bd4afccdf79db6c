import { findProcess } from './process-group.ts'

const CHECK_INTERVAL_MS = 250

/**
 * Calls `onGone` once npm, which started this process, has died: a killed npm must not leave a deployment behind.
 * Without npm there is no one to watch. Answers how to stop watching.
 */
export function watchParent(onGone: () => void): () => void {
  if (!process.env.npm_lifecycle_event) return () => {}
  const before = ancestry()
  const timer = setInterval(() => {
    if (ancestry() === before) return
    clearInterval(timer)
    onGone()
  }, CHECK_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * npm runs scripts as `sh -c "…"`, and some shells stay in between: then npm is the shell's parent. Orphans get another
 * parent the moment theirs dies, even while it is a zombie, so a changed parent is the sure sign.
 */
function ancestry(): string {
  const parent = findProcess(process.ppid)
  const viaShell = parent !== null && /^\S*sh (-\S+ )*-c /.test(parent.command)
  return viaShell ? `${process.ppid}<${parent.parentPid}` : `${process.ppid}`
}
