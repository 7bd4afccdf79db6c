import type { StoredConnection } from '../readmodel/connection.ts'
import { readEndpointSecretMs } from '../readmodel/signing-secrets.ts'
import { readConditions } from './read-conditions.ts'

/**
 * Whether our endpoint's own secret is held and does its work. One that is running out, that a person added, or that does
 * not match what arrives is not it: then the endpoint must be made anew, since Stripe tells a secret only once.
 */
export async function isSecretKnown(db: D1Database, connection: StoredConnection, nowMs: number): Promise<boolean> {
  const { id, stripeEndpointId } = connection
  if (!stripeEndpointId || (await readEndpointSecretMs(db, id, stripeEndpointId)) === null) return false
  const conditions = await readConditions(db, connection, nowMs)
  return !conditions.some(({ code }) => code === 'signatures_rejected')
}
