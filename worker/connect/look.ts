import type { StripeAccess } from '../account/rpc.ts'
import type { Config } from '../config.ts'
import { type ConditionCode, type Findings, judgeEndpoint } from '../domain/health.ts'
import { ok, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import type { StripeClient } from '../stripe/client.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../stripe/event-types.ts'
import type { Failure } from '../stripe/failure.ts'
import { REQUIRED_PERMISSIONS } from './permissions.ts'
import { probePermissions } from './probe-key.ts'
import { stripeWith } from './stripe-of.ts'
import { listEndpoints, webhookUrl } from './webhook-endpoint.ts'

/** What was looked at, and what of it is wrong. */
export interface Looked {
  judged: ConditionCode[]
  findings: Findings
  permissionsChecked: boolean
}

/** Asks Stripe about our endpoint and, where they are due, the permissions: also where the endpoint may not be seen for want of one. */
export async function look(
  config: Config,
  connection: StoredConnection,
  access: StripeAccess,
  arePermissionsDue: boolean,
): Promise<Result<Looked, Failure>> {
  const stripe = await stripeWith(config, access)
  const isOwnKey = access.kind === 'restricted_key'
  const endpoint = isOwnKey ? await lookAtEndpoint(config, connection, stripe) : NOTHING
  const hidden = !endpoint.ok && endpoint.error.reason === 'permission_missing' ? endpoint.error.permissions : []
  if (!endpoint.ok && hidden.length === 0) return endpoint
  const seen = endpoint.ok ? endpoint.value : NOTHING.value
  if (endpoint.ok && !arePermissionsDue) return ok({ ...seen, permissionsChecked: false })
  const needed = REQUIRED_PERMISSIONS.filter(({ access: kind }) => isOwnKey || kind === 'Read')
  const missing = await probePermissions(stripe, needed)
  if (!missing.ok) return missing
  const permissions = [...new Set([...missing.value.map(({ name }) => name), ...hidden])]
  return ok({
    // Stripe has answered, so it takes the platform's key.
    judged: [...seen.judged, 'permission_missing', 'platform_key_refused'],
    findings: { ...seen.findings, ...(permissions.length > 0 && { permission_missing: { permissions } }) },
    permissionsChecked: true,
  })
}

type Seen = Pick<Looked, 'judged' | 'findings'>
const NOTHING = ok<Seen>({ judged: [], findings: {} })

async function lookAtEndpoint(
  config: Config,
  connection: StoredConnection,
  stripe: StripeClient,
): Promise<Result<Seen, Failure>> {
  const listed = await listEndpoints(stripe)
  if (!listed.ok) return listed
  const url = webhookUrl(config, connection.id)
  const seen = listed.value.find(({ id }) => id === connection.stripeEndpointId) ?? null
  const findings = judgeEndpoint(seen, { url, eventTypes: SUBSCRIBED_EVENT_TYPES })
  if (findings.endpoint_missing && connection.stripeEndpointId === null) {
    findings.endpoint_missing = { cause: 'unreachable' }
  }
  return ok({ judged: ['endpoint_missing', 'endpoint_disabled', 'event_types_missing'], findings })
}
