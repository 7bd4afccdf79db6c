import { type Tenant, tenantName } from '../domain/ids.ts'
import type { EncryptionKeys } from './sealed.ts'
import { open, seal } from './sealed.ts'

/** A grant that waits for a person's yes holds tokens, so it is sealed for its tenant. */
export function sealGrant(keys: EncryptionKeys, tenant: Tenant, grant: object): Promise<string> {
  return seal(keys, JSON.stringify(grant), context(tenant))
}

/** Throws where the value was altered or is of another tenant. The shape is what `sealGrant` was given. */
export async function openGrant<T extends object>(keys: EncryptionKeys, tenant: Tenant, sealed: string): Promise<T> {
  return JSON.parse(await open(keys, sealed, context(tenant))) as T
}

function context(tenant: Tenant): string {
  return `oauth_states|${tenantName(tenant)}|pending_sealed`
}
