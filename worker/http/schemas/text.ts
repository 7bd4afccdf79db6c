import { z } from '@hono/zod-openapi'

/** One line of text without blanks around it: no control characters, and nothing that UTF-8 cannot hold. */
export function lineOfText(maxChars: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, {
      error: 'One line of text, without control characters',
      abort: true,
    })
}

export const emailAddress = z.string().trim().max(320).check(z.email())

/** A rule of a schema that names its own code; `path` leads on from where the schema stands. */
export function breach(code: string, message: string, path: PropertyKey[] = []) {
  return { code: 'custom' as const, params: { code }, message, path }
}

/** Refuses an entry that stands in a list before. */
export function refuseRepeats(list: readonly (string | number)[], context: z.core.$RefinementCtx): void {
  for (const [i, entry] of list.entries()) {
    if (list.indexOf(entry) < i) {
      context.addIssue(breach('duplicate', `${JSON.stringify(entry)} is in the list already.`, [i]))
    }
  }
}
