import type { z } from '@hono/zod-openapi'

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

/** What is wrong with a value, in words that a person who filled in a form understands; a schema's own words win. */
export function issueWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `This must be ${THINGS[issue.expected] ?? issue.expected}.`
    case 'too_big':
      return `At most ${amount(issue.origin, issue.maximum)}.`
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum)
    case 'invalid_format':
      return FORMATS[issue.format]
    case 'invalid_value':
      return issue.values.length === 1
        ? `This must be ${String(issue.values[0])}.`
        : `This must be one of ${issue.values.map(String).join(', ')}.`
    default:
      return undefined
  }
}

const THINGS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMATS: Record<string, string> = {
  email: 'This is no e-mail address.',
  datetime: 'This is no time such as 2026-11-21T19:00:00Z.',
}

function tooSmall(origin: string, minimum: number | bigint): string {
  if (Number(minimum) === 1 && origin === 'string') return 'This must not be empty.'
  return `At least ${amount(origin, minimum)}.`
}

/** `60 characters`, `1 entry`, `365`. */
function amount(origin: string, limit: number | bigint): string {
  if (origin === 'string') return `${limit} ${Number(limit) === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`
  return String(limit)
}
