import type { z } from '@hono/zod-openapi'
import { problem } from './common.ts'

const MEANINGS = {
  400: 'The request could not be read, or its mode or Idempotency-Key is unusable',
  401: 'Missing or wrong credentials',
  403: 'Not allowed with these credentials',
  404: 'Unknown here: not there, or of another account or mode',
  409: 'In conflict with what is there now',
  413: 'The body is over 1 MiB',
  415: 'The body is not JSON',
  422: 'Invalid input; nothing was changed',
  426: 'A WebSocket is expected',
  500: 'Something went wrong; the request id leads to the log',
  503: 'Not configured, not migrated, or shortly unavailable',
} as const

export type ProblemStatus = keyof typeof MEANINGS

/** Every route can answer these. */
const ALWAYS = [500, 503] as const
const BEHIND_AUTH = [400, 401, 403, 422] as const
const WITH_BODY = [400, 409, 413, 415, 422] as const

const MODE = { $ref: '#/components/parameters/BillhookMode' } as const
const IDEMPOTENCY_KEY = { $ref: '#/components/parameters/IdempotencyKey' } as const

/** The parts of a route that all behind authentication share. */
export const authenticated = {
  security: [{ bearer: [] as string[] }, { session: [] as string[] }],
  parameters: [MODE],
}

export const authenticatedPost = { ...authenticated, parameters: [MODE, IDEMPOTENCY_KEY] }

export const publicRoute = { security: [] as Record<string, string[]>[] }

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

export function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } }
}

export function optionalBody<T extends z.ZodType>(schema: T) {
  return { ...body(schema), required: false }
}

/** Problems of a route that anybody may ask. */
export function problems(...statuses: ProblemStatus[]) {
  const all = [...new Set([...statuses, ...ALWAYS])].sort((a, b) => a - b)
  return Object.fromEntries(
    all.map((status) => [
      status,
      { description: MEANINGS[status], content: { 'application/problem+json': { schema: problem } } },
    ]),
  )
}

export function problemsBehindAuth(...statuses: ProblemStatus[]) {
  return problems(...BEHIND_AUTH, ...statuses)
}

export function problemsOfPost(...statuses: ProblemStatus[]) {
  return problemsBehindAuth(...WITH_BODY, ...statuses)
}
