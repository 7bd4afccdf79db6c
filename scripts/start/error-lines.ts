import { showPath } from './progress.ts'

const QUIET_MS = 5_000
const MAX_LENGTH = 160

export interface ErrorLinesOptions {
  name: string
  logFile: string
  warn: (text: string) => void
  nowMs?: () => number
}

/** Watches a log and surfaces its errors, one short line each, at most one in 5 s: the log holds the rest. */
export function createErrorLines({ name, logFile, warn, nowMs = Date.now }: ErrorLinesOptions): (line: string) => void {
  let quietUntilMs = 0
  return (line) => {
    const message = errorIn(line)
    if (message === null || nowMs() < quietUntilMs) return
    quietUntilMs = nowMs() + QUIET_MS
    warn(`${name}: ${message.slice(0, MAX_LENGTH)} (see ${showPath(logFile)})`)
  }
}

export function isRuntimeCrash(line: string): boolean {
  return line.includes('runtime crashed unexpectedly')
}

/** What wrangler marks as an error, a crash of the runtime, or a record of our own with level "error". */
function errorIn(line: string): string | null {
  const marked = /(?:\[ERROR\]|\[wrangler:error\])\s*(.+)$/.exec(line)?.[1]
  if (marked) return recordMessage(marked) ?? marked
  if (isRuntimeCrash(line)) return 'the runtime crashed and is being restarted'
  return /"level":"error"/.test(line) ? (recordMessage(line) ?? line.trim()) : null
}

function recordMessage(text: string): string | null {
  try {
    const record = JSON.parse(text.trim()) as Record<string, unknown>
    const parts = [record.event, record.message ?? record.error].filter((part) => typeof part === 'string')
    return parts.length > 0 ? parts.join(': ') : null
  } catch {
    return null
  }
}
