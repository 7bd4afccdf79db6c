import type { z } from '@hono/zod-openapi'
import { type InputError, ProblemError } from '../errors.ts'

type Checked = { success: true } | { success: false; error: z.ZodError; data?: unknown }

/** What @hono/zod-openapi calls after each check of a query or body: anything wrong ends the request with 422. */
export function refuseInvalidInput(result: Checked): void {
  if (result.success) return
  const errors = result.error.issues.flatMap((issue) => inputErrors(issue, result.data))
  const [first] = errors
  const name = first?.pointer.slice(1) || 'body'
  throw new ProblemError('validation_failed', first ? `${name}: ${first.message}` : 'The input is not valid.', {
    errors,
  })
}

function inputErrors(issue: z.core.$ZodIssue, data: unknown): InputError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: 'unknown_name',
      message: 'There is no such parameter or member; check the spelling.',
    }))
  }
  const isMissing = issue.code !== 'custom' && issue.path.length > 0 && valueAt(data, issue.path) === undefined
  return [
    {
      pointer: toPointer(issue.path),
      code: isMissing ? 'required' : codeOf(issue),
      message: isMissing ? 'This is required.' : messageOf(issue),
    },
  ]
}

/** Of a name in a record that is refused, what its own rule says. */
function messageOf(issue: z.core.$ZodIssue): string {
  return (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message
}

/** Rules of our own name their code; the others have zod's. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own = issue.code === 'custom' ? issue.params?.code : null
  return typeof own === 'string' ? own : issue.code
}

/** RFC 6901; the empty pointer is the whole body. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}
