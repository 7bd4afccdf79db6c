import type { Tenant } from '../domain/ids.ts'
import { listSigningSecrets, replaceSigningSecret, updateSealed } from '../readmodel/signing-secrets.ts'
import { type EncryptionKeys, isOutdated, open, seal } from './sealed.ts'

/** Stripe keeps a rolled secret for up to 24 hours and signs with both. */
const OVERLAP_MS = 24 * 3_600_000

/** Makes `secret` the connection's current one; the ones before it stay valid for 24 hours. */
export async function addSigningSecret(
  db: D1Database,
  keys: EncryptionKeys,
  connectionId: string,
  tenant: Tenant,
  secret: string,
  nowMs: number,
): Promise<void> {
  const sealed = await seal(keys, secret.trim(), context(tenant))
  await replaceSigningSecret(db, {
    id: crypto.randomUUID(),
    connectionId,
    sealed,
    nowMs,
    validUntilMs: nowMs + OVERLAP_MS,
  })
}

/** The secrets that are valid now, newest first. One that an older key sealed is sealed again on the way. */
export async function openSigningSecrets(
  db: D1Database,
  keys: EncryptionKeys,
  connectionId: string,
  tenant: Tenant,
  nowMs: number,
): Promise<string[]> {
  const rows = await listSigningSecrets(db, connectionId, nowMs)
  return Promise.all(
    rows.map(async (row) => {
      const secret = await open(keys, row.sealed, context(tenant))
      if (isOutdated(keys, row.sealed)) await updateSealed(db, row.id, await seal(keys, secret, context(tenant)))
      return secret
    }),
  )
}

function context(tenant: Tenant): string {
  return `signing_secrets|${tenant.accountId}|${tenant.mode}|sealed`
}
