import { ApiError } from '../../lib/api-error.ts'
import { languageWords } from '../../lib/language-words.ts'

const PARTS = ['subject', 'preheader', 'html', 'text'] as const
export type Part = (typeof PARTS)[number]

/** A place in the words of a language, null being the default. */
export interface Place {
  language: string | null
  part: Part | null
  line: number
  column: number
}

export interface LiquidProblem {
  /** Where it stands in the form. */
  field: string
  language: string | null
  /** The part that is written in Liquid, where it is about one. */
  part: Part | null
  message: string
  line: number | null
  column: number | null
  /** It stands in another template, a layout or snippet, so no line of this one can be shown. */
  elsewhere: boolean
}

const LEAD = /^(?:variant [^,:]+, )?(?:(?<file>[^,:]+), )?line \d+, column \d+: /

/** What the API refused about a template, at its fields; empty where the error is about no single one. */
export function templateProblems(error: unknown): LiquidProblem[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.map(({ pointer, message, line, column }) => {
    const [field = '', tag, ofVariant] = pointer
      .replace(/^\/(template|content)(?=\/)/, '')
      .split('/')
      .slice(1)
    const language = field === 'variants' && tag !== undefined ? tag : null
    const named = language === null ? field : ofVariant
    const lead = LEAD.exec(message)
    const elsewhere = lead?.groups?.file !== undefined
    return {
      field: field === 'binding' ? 'trigger' : language === null ? field : `variants.${language}.${named ?? 'subject'}`,
      language,
      part: PARTS.find((part) => part === named) ?? null,
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

/** `Line 3, column 12 of the HTML`, and in which language where it is not the default. */
export function placeWords({
  language,
  part,
  line,
  column,
  elsewhere,
}: Omit<LiquidProblem, 'field' | 'message'>): string | null {
  if (line === null || column === null || part === null || elsewhere) return null
  const words = `Line ${line}, column ${column} of ${PART_WORDS[part]}`
  return language === null ? words : `${words} in ${languageWords(language)}`
}
