import type { Flaw } from './liquid/flaws.ts'
import type { MailPart } from './render-mail.ts'

/** Why there is no mail. `file` is the layout or snippet that the place is in, else null. */
export type RenderFailure =
  | { type: 'syntax'; part: MailPart; file: string | null; line: number; column: number; message: string }
  | { type: 'missing'; variables: string[] }
  | { type: 'budget'; part: MailPart; message: string }
  | { type: 'too_large'; part: MailPart; maxChars: number }
  /** The template decided against it; no failure of anything, the delivery is skipped. */
  | { type: 'canceled'; reason: string }

/** A content may name a layout that is gone. */
export function absentLayout(name: string): Flaw {
  return { kind: 'syntax', message: `There is no layout "${name}".`, line: 1, column: 1, file: null }
}

interface FlawOfPart {
  part: MailPart
  flaw: Flaw
}

/** One reason out of all: what cannot be read comes first, then the template's own decision. Null where there is none. */
export function worstOf(flaws: readonly FlawOfPart[]): RenderFailure | null {
  for (const { part, flaw } of flaws) {
    if (flaw.kind !== 'syntax') continue
    const { message, line, column, file } = flaw
    return { type: 'syntax', part, file, line, column, message }
  }
  for (const { flaw } of flaws) if (flaw.kind === 'canceled') return { type: 'canceled', reason: flaw.reason }
  for (const { part, flaw } of flaws) if (flaw.kind === 'budget') return { type: 'budget', part, message: flaw.message }
  const variables = flaws.flatMap(({ flaw }) => (flaw.kind === 'missing' ? [flaw.variable] : []))
  return variables.length > 0 ? { type: 'missing', variables: [...new Set(variables)] } : null
}
