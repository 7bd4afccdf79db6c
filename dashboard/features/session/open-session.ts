import { callApi } from '../../lib/api.ts'

const attempts = new Map<string, Promise<unknown>>()

/** Trades a link's token for the session cookie. A link works once, so a second call shares the first one's answer. */
export function openSession(token: string): Promise<unknown> {
  const known = attempts.get(token)
  if (known) return known
  const attempt = callApi('/api/v1/operator/sessions', { method: 'POST', body: { token } })
  attempts.set(token, attempt)
  attempt.catch(() => attempts.delete(token))
  return attempt
}
