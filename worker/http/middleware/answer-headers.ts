import type { Next } from 'hono'
import { newRequestId } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Every answer carries `Request-Id`, and every log line of the request the same value; none is cached or sniffed. */
export async function answerHeaders(c: AppContext, next: Next): Promise<void> {
  const id = newRequestId()
  c.set('requestId', id)
  await next()
  c.header('Request-Id', id)
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
}
