import { LiquidError, UndefinedVariableError } from 'liquidjs'
import { BudgetError } from './budget.ts'
import { MissingCurrencyError } from './money-filters.ts'
import { CanceledError } from './tags.ts'

/** Why a template came to nothing. Lines and columns count from 1; `file` is `layout/…`, `snippet/…`, or null for the part. */
export type Flaw =
  | { kind: 'syntax'; message: string; line: number; column: number; file: string | null }
  | { kind: 'missing'; variable: string }
  | { kind: 'budget'; message: string }
  | { kind: 'canceled'; reason: string }

/** Everything the engine found wrong; what it did not throw for is a bug and thrown on. */
export function flawsOf(error: unknown): Flaw[] {
  // Not by recursion: each level of a template that renders itself wraps the flaws of the next.
  const open = [error]
  const flaws: Flaw[] = []
  while (open.length > 0) {
    const next = open.pop()
    const { errors } = Object(next) as { errors?: unknown }
    if (Array.isArray(errors)) open.push(...errors.toReversed())
    else if (next instanceof RangeError) flaws.push(TOO_DEEP)
    else if (next instanceof BudgetError) flaws.push({ kind: 'budget', message: next.message })
    else if (LiquidError.is(next)) flaws.push(flawOf(next))
    else throw next
  }
  return flaws
}

/** Templates that render themselves, or nest without end, meet the end of the stack before any limit of ours. */
const TOO_DEEP: Flaw = { kind: 'budget', message: 'The template is nested too deeply.' }

function flawOf(error: LiquidError): Flaw {
  const cause = rootOf(error)
  if (cause instanceof CanceledError) return { kind: 'canceled', reason: cause.message }
  if (cause instanceof BudgetError) return { kind: 'budget', message: cause.message }
  if (cause instanceof MissingCurrencyError) return { kind: 'missing', variable: 'event.currency' }
  if (cause instanceof RangeError) return TOO_DEEP
  if (error instanceof UndefinedVariableError) return { kind: 'missing', variable: error.token.getText() }
  const [line, column] = error.token.getPosition()
  return {
    kind: 'syntax',
    message: messageOf(cause),
    line: line ?? 1,
    column: column ?? 1,
    file: error.token.file ?? null,
  }
}

function rootOf(error: Error): Error {
  let root: Error & { originalError?: Error } = error
  while (root.originalError) root = root.originalError
  return root
}

/** The engine adds file, line and column, which stand beside the message here. */
function messageOf(error: Error): string {
  return absentFile(error) ?? error.message.replace(/, (file:.*, )?line:\d+, col:\d+$/, '')
}

/** The sentence for a layout or snippet that does not exist; null for another error. */
export function absentFile(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const [, name, folder] = /^ENOENT: Failed to lookup "(.*)" in "(layout|snippet)"$/.exec(error.message) ?? []
  return name === undefined ? null : `There is no ${folder} "${name}".`
}
