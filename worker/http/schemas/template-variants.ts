import { z } from '@hono/zod-openapi'
import { canonicalTag, knownLanguage } from '../../domain/language.ts'
import { MAX_VARIANTS, type Words } from '../../domain/template.ts'
import { breach, lineOfText } from './text.ts'

const MAX_CHARS = 200_000
const MAX_TAG = 35

export const wordsInput = {
  subject: lineOfText(1_000),
  preheader: lineOfText(1_000).nullable(),
  html: z.string().min(1).max(MAX_CHARS),
  text: z.string().min(1).max(MAX_CHARS).nullable(),
}

const variant = z.strictObject({
  ...wordsInput,
  preheader: wordsInput.preheader.default(null),
  text: wordsInput.text.default(null),
})

export const variantsInput = z
  .record(z.string().max(MAX_TAG), variant)
  .superRefine((variants, context) => {
    const tags = Object.keys(variants)
    if (tags.length > MAX_VARIANTS) context.addIssue(breach('too_big', `At most ${MAX_VARIANTS} languages.`))
    for (const [i, tag] of tags.entries()) {
      const former = tags.slice(0, i).find((one) => canonicalTag(one) === canonicalTag(tag))
      if (knownLanguage(tag) === null) context.addIssue(breach('unknown_language', unknownWords(tag), [tag]))
      else if (former) context.addIssue(breach('duplicate', `“${tag}” is the same language as “${former}”.`, [tag]))
    }
  })
  .describe(
    'Words in other languages, by BCP 47 tag (`de`, `de-AT`; `de_at` becomes `de-AT`). PATCH replaces all of them: send those that stay along, `{}` for none.',
  )

/** Null is the default; a variant is taken as for a reader of that language. */
export const languageInput = z
  .string()
  .max(MAX_TAG)
  .nullable()
  .superRefine((tag, context) => {
    if (tag !== null && knownLanguage(tag) === null) context.addIssue(breach('unknown_language', unknownWords(tag)))
  })
  .describe('A language as BCP 47 tag, or null for the default words; left out, the customer’s language decides.')

function unknownWords(tag: string): string {
  return `“${tag}” is no language that is known: a BCP 47 tag such as de or de-AT.`
}

/** Variants that were checked, as they are kept: by canonical tag, in the order of the alphabet. */
export function variantsOf(input: Readonly<Record<string, Words>>): Record<string, Words> {
  const named = Object.entries(input).map(([tag, words]) => [canonicalTag(tag) ?? tag, words] as const)
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
}
