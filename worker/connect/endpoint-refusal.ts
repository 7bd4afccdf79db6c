import type { Mode, Tenant } from '../domain/ids.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import type { Failure } from '../stripe/failure.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { ENDPOINT_LIMIT } from './webhook-endpoint.ts'

/** In test mode a connection stands although Stripe will not post to our address: `stripe listen` forwards instead. */
export function isSurvivable(failure: Failure, mode: Mode): boolean {
  return mode === 'test' && isAddressRefused(failure)
}

/** `gone` was there before; `unreachable` is an address that Stripe does not take. Nothing where it is another link by now. */
export async function noteEndpointMissing(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  cause: 'gone' | 'unreachable',
  nowMs: number,
): Promise<void> {
  await writeConditions(db, of, ['endpoint_missing'], { endpoint_missing: { cause } }, nowMs)
}

function isAddressRefused(failure: Failure): boolean {
  return failure.reason === 'refused' && (failure.code === 'url_invalid' || failure.param === 'url')
}

/** Why our endpoint could not be made, with what to do about it. */
export function endpointRefusal(failure: Failure, mode: Mode, url: string): Refusal {
  if (isAddressRefused(failure)) {
    return {
      code: 'webhook_url_refused',
      detail: `Stripe does not accept the address ${url}: in live mode it must be public and begin with https. Set WEBHOOK_BASE_URL or PUBLIC_BASE_URL and connect again.`,
    }
  }
  if (isAtLimit(failure)) {
    return {
      code: 'webhook_endpoint_limit',
      detail: `This Stripe account has ${ENDPOINT_LIMIT} webhook endpoints in ${mode} mode, which is all that Stripe allows: delete one that nobody uses at https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}webhooks and connect again.`,
    }
  }
  return refusalOf(failure)
}

function isAtLimit(failure: Failure): boolean {
  return failure.reason === 'refused' && /maximum|limit|too many/i.test(failure.message)
}
