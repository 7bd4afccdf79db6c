import type { EndpointAnswer } from '../../account/automation-rpc.ts'
import { guardUrl, type UrlRefusal } from '../../hooks/guard-url.ts'
import { hookGuard } from '../../hooks/hook-guard.ts'
import { readDocument } from '../../readmodel/documents.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { type Endpoint, type KeptEndpoint, presentEndpoint } from '../schemas/endpoint.ts'

/** 404 where there is none. */
export async function storedEndpoint(c: AppContext, id: string): Promise<KeptEndpoint> {
  const stored = await readDocument<KeptEndpoint>(c.env.DB, c.var.tenant, 'endpoint', id)
  if (!stored) throw noSuchEndpoint(c)
  return stored.body
}

export function noSuchEndpoint(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such endpoint in ${c.var.tenant.mode} mode.`)
}

/** The endpoint after a command, or the end of the request where the command was refused. */
export function endpointOrRefuse(c: AppContext, answer: EndpointAnswer): Endpoint {
  if (answer.ok) return presentEndpoint(answer.endpoint)
  if (answer.reason === 'not_found') throw noSuchEndpoint(c)
  throw new ProblemError('endpoint_limit', `There is room for ${answer.limit} endpoints: delete one first.`)
}

const REFUSALS: Record<UrlRefusal, string> = {
  invalid_url: 'This is no URL.',
  not_https: 'Use https: webhooks hold what is nobody else’s business.',
  credentials: 'Leave user name and password out of the URL: the signature says who calls.',
  private_address: 'This address is of a private network.',
  ip_address: 'Use a name: an IP address has no certificate.',
  local_name: 'This name is of a local network.',
  partial_name: 'Use the whole name of the host, without a dot at its end.',
  own_host: 'Billhook does not call itself.',
}

/** Ends the request with 422 where no webhook may go to this address. */
export function checkUrl(c: AppContext, url: string): void {
  const guarded = guardUrl(url, hookGuard(c.var.config))
  if (!guarded.ok) refuseInput('/url', guarded.error, REFUSALS[guarded.error])
}
