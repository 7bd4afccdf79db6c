import type { Config } from '../../config.ts'
import { ProblemError } from '../errors.ts'

/**
 * For requests that act by cookie: the browser must say that our own page sent them. `Origin` decides where it is
 * sent (every POST, every WebSocket), else `Sec-Fetch-Site`; with neither there is no proof, and the answer is 403.
 */
export function requireSameOrigin(request: Request, config: Config): void {
  const origin = request.headers.get('Origin')
  const allowed = origin
    ? origin === config.publicBaseUrl || origin === new URL(request.url).origin
    : request.headers.get('Sec-Fetch-Site') === 'same-origin'
  if (!allowed) {
    throw new ProblemError(
      'origin_not_allowed',
      `A request with the session cookie must come from ${config.publicBaseUrl}; use an API key from anywhere else.`,
    )
  }
}
