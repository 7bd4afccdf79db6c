import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { styleText } from 'node:util'
import { StartError } from './start-error.ts'

type Style = Parameters<typeof styleText>[0]

const LOG_TAIL_LINES = 20
const LOG_TAIL_BYTES = 16_384

export interface Progress {
  /** Says what is being done, runs it, and adds how it went and how long it took, with its answer where that is a text. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>
  line(text?: string): void
  /** Something went wrong while serving. */
  warn(text: string): void
  /** The last word of a start that failed. */
  fail(error: unknown): void
}

export function paint(style: Style, text: string): string {
  // styleText looks at the stream: no colours in a pipe, nor with NO_COLOR.
  return styleText(style, text, { stream: process.stdout })
}

export function createProgress(): Progress {
  const { stdout, stderr } = process
  return {
    async step(title, work) {
      const startedAt = performance.now()
      stdout.write(`  ${title} … `)
      try {
        const answer = await work()
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
        stdout.write(`${paint('green', '✓')} ${paint('dim', `${seconds} s`)}\n`)
        return answer
      } catch (error) {
        stdout.write(`${paint('red', '✗')}\n`)
        throw error
      }
    },
    line: (text = '') => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`  ${paint('yellow', '!')} ${text}\n`),
    fail(error) {
      if (!(error instanceof StartError)) {
        stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
        return
      }
      stderr.write(`${error.message}\n`)
      if (error.logFile) stderr.write(`Last lines of ${showPath(error.logFile)}:\n${readTail(error.logFile)}\n`)
    },
  }
}

/** As short as it can be typed: relative to the working directory where it lies below it. */
export function showPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}

function readTail(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const buffer = Buffer.alloc(Math.min(size, LOG_TAIL_BYTES))
  if (buffer.length === 0) return '  (empty)'
  const file = openSync(path, 'r')
  readSync(file, buffer, 0, buffer.length, size - buffer.length)
  closeSync(file)
  const lines = buffer.toString('utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES)
  return lines.map((line) => `  ${line}`).join('\n')
}
