import { refusal } from '../api/refusal.ts'
import type { Incoming } from '../site/incoming.ts'
import { type ApiKey, keyIn } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import { StripeProblem } from '../stripe-problem.ts'

/** OAuth's own kind of error: a word and a sentence. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly error: string
  readonly status: number

  constructor(error: string, description: string, status = 400) {
    super(description)
    this.error = error
    this.status = status
  }
}

/** From the header, or `client_secret`. */
export function platformKey(site: SandboxSite, incoming: Incoming): ApiKey {
  const secret = keyIn(incoming.headers.authorization) ?? (text(incoming, 'client_secret') || null)
  const key = site.keys.authenticate(secret === null ? undefined : `Bearer ${secret}`, site.now())
  if (!site.oauth.isPlatform(key.account) || key.clientId !== null) {
    throw new OAuthError('invalid_client', 'The key is not of the account that owns the application.', 401)
  }
  return key
}

export function text({ form }: Incoming, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value : ''
}

/** A refusal is OAuth's string error, or the API's own where the key is wrong. */
export function answered(run: () => object): Response {
  try {
    return Response.json(run())
  } catch (error) {
    if (error instanceof OAuthError) {
      return Response.json({ error: error.error, error_description: error.message }, { status: error.status })
    }
    if (!(error instanceof StripeProblem)) throw error
    return Response.json(refusal(error, 'req_oauth', false), { status: error.status })
  }
}
