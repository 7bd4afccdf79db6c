import type { Next } from 'hono'
import { hashToken } from '../../auth/tokens.ts'
import { describeError, log } from '../../log.ts'
import { claimKey, releaseKey, storeAnswer } from '../../readmodel/idempotency.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Their answers hold a secret that is shown once or set a cookie, so they are never kept; the key has no effect there. */
const NOT_KEPT = /^\/api\/v1\/(operator\/(links|sessions?)|api-keys$|endpoints(\/[^/]+\/rotate-secret)?$)/

/**
 * A POST with an Idempotency-Key runs once: for 24 h the same request repeats the first answer. Refusals (4xx) and
 * 503 are not kept, since nothing was done; a 500 is, since nobody knows.
 */
export async function idempotency(c: AppContext, next: Next): Promise<Response | undefined> {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined || c.req.method !== 'POST') {
    await next()
    return
  }
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new ProblemError('idempotency_key_invalid', 'Idempotency-Key must be 1 to 255 printable ASCII characters.')
  }
  if (NOT_KEPT.test(c.req.path)) {
    await next()
    return
  }
  const { pathname, search } = new URL(c.req.url)
  const requestHash = await hashToken(`${c.req.method}\n${pathname}${search}\n${await c.req.text()}`)
  const claim = await claimKey(c.env.DB, c.var.tenant, key, requestHash, Date.now())
  if (claim.kind === 'answered') {
    const headers = new Headers({ 'Idempotent-Replayed': 'true' })
    if (claim.answer.contentType) headers.set('Content-Type', claim.answer.contentType)
    return new Response(claim.answer.body, { status: claim.answer.status, headers })
  }
  if (claim.kind === 'reused') {
    throw new ProblemError('idempotency_key_reused', 'Send another key with another body, or the first body again.')
  }
  if (claim.kind === 'in_use') {
    throw new ProblemError('idempotency_key_in_use', 'Wait for the first request to end, then send this one again.', {
      headers: { 'Retry-After': '1' },
    })
  }
  await next()
  await settle(c, key, claim.createdAt)
}

/** The answer stands whatever happens here: a key that could not be settled is free again after a minute. */
async function settle(c: AppContext, key: string, createdAt: number): Promise<void> {
  const { status, headers } = c.res
  const isKept = status < 400 || status === 500
  try {
    if (isKept) {
      const body = await c.res.clone().text()
      const contentType = headers.get('Content-Type')
      await storeAnswer(c.env.DB, c.var.tenant, key, createdAt, { status, body, contentType })
    } else {
      await releaseKey(c.env.DB, c.var.tenant, key, createdAt)
    }
  } catch (error) {
    log('error', 'idempotency_key_not_settled', { request_id: c.var.requestId, error: describeError(error) })
  }
}
