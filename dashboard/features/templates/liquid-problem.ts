import { ApiError } from '../../lib/api-error.ts'

const PARTS = ['subject', 'preheader', 'html', 'text'] as const
export type Part = (typeof PARTS)[number]

export interface LiquidProblem {
  /** Where it stands in the form. */
  field: string
  /** The part that is written in Liquid, where it is about one. */
  part: Part | null
  message: string
  line: number | null
  column: number | null
  /** It stands in another template, a layout or snippet, so no line of this one can be shown. */
  elsewhere: boolean
}

const LEAD = /^(?:(?<file>[^,:]+), )?line \d+, column \d+: /

/** What the API refused about a template, at its fields; empty where the error is about no single one. */
export function templateProblems(error: unknown): LiquidProblem[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.map(({ pointer, message, line, column }) => {
    const field = pointer.replace(/^\/(template|content)(?=\/)/, '').split('/')[1] ?? ''
    const lead = LEAD.exec(message)
    const elsewhere = lead?.groups?.file !== undefined
    return {
      field: field === 'binding' ? 'trigger' : field,
      part: PARTS.find((part) => part === field) ?? null,
      message: elsewhere ? message : message.slice(lead?.[0].length ?? 0),
      ...{ line: line ?? null, column: column ?? null, elsewhere },
    }
  })
}

const PART_WORDS: Record<Part, string> = {
  subject: 'the subject',
  preheader: 'the preheader',
  html: 'the HTML',
  text: 'the text part',
}

/** `Line 3, column 12 of the HTML`. */
export function placeWords({ part, line, column, elsewhere }: LiquidProblem): string | null {
  if (line === null || column === null || part === null || elsewhere) return null
  return `Line ${line}, column ${column} of ${PART_WORDS[part]}`
}
