import { HTTPException } from 'hono/http-exception'
import { describeError, log } from '../../log.ts'
import { isTransient } from '../../readmodel/failures.ts'
import { ProblemError, problemResponse, type Reason } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Turns what was thrown into a problem; what nobody foresaw is logged and answered with a plain 500. */
export function onError(error: Error, c: AppContext): Response {
  const requestId = c.get('requestId')
  if (error instanceof ProblemError) return problemResponse(requestId, error.reason, error.message, error.extras)
  if (error instanceof HTTPException) return problemResponse(requestId, reasonOf(error.status), error.message)
  const facts = { request_id: requestId, method: c.req.method, route: c.req.routePath, error: describeError(error) }
  if (/no such (table|column)/i.test(error.message)) {
    log('error', 'migrations_missing', facts)
    return problemResponse(
      requestId,
      'migrations_missing',
      'The database lacks a table: `npm start` migrates a local one, `npm run deploy` a remote one.',
    )
  }
  if (isTransient(error)) {
    log('error', 'request_interrupted', facts)
    return problemResponse(
      requestId,
      'temporarily_unavailable',
      'The database did not answer: send the request again.',
      {
        headers: { 'Retry-After': '1' },
      },
    )
  }
  log('error', 'request_failed', facts)
  return problemResponse(requestId, 'internal_error', `The request failed; its id ${requestId} leads to the log.`)
}

function reasonOf(status: number): Reason {
  if (status === 404) return 'not_found'
  if (status === 413) return 'body_too_large'
  if (status === 415) return 'media_type_unsupported'
  return status < 500 ? 'request_invalid' : 'internal_error'
}
