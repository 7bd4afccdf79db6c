import type { Tenant } from '../domain/ids.ts'
import { listAllSecrets, listSigningSecrets, replaceSigningSecret, updateSealed } from '../readmodel/signing-secrets.ts'
import { type EncryptionKeys, isOutdated, open, seal } from './sealed.ts'

/** Stripe keeps a rolled secret for up to 24 hours and signs with both. */
export const OVERLAP_MS = 24 * 3_600_000

/** Adds the `secret` that a person brings; one that a person brought before stays valid for 24 hours. */
export async function addSigningSecret(
  db: D1Database,
  keys: EncryptionKeys,
  connectionId: string,
  tenant: Tenant,
  secret: string,
  nowMs: number,
): Promise<void> {
  const sealed = await sealSigningSecret(keys, tenant, secret)
  await replaceSigningSecret(db, {
    id: crypto.randomUUID(),
    connectionId,
    sealed,
    nowMs,
    validUntilMs: nowMs + OVERLAP_MS,
  })
}

/** Seals a secret for a write that has to happen together with others. */
export function sealSigningSecret(keys: EncryptionKeys, tenant: Tenant, secret: string): Promise<string> {
  return seal(keys, secret.trim(), context(tenant))
}

/**
 * The secrets that are valid now, newest first. One that does not open is left out, so that a lost key of an old secret
 * stops nothing; it throws only when none of them opens.
 */
export async function openSigningSecrets(
  db: D1Database,
  keys: EncryptionKeys,
  connectionId: string,
  tenant: Tenant,
  nowMs: number,
): Promise<string[]> {
  const rows = await listSigningSecrets(db, connectionId, nowMs)
  const opened = await Promise.allSettled(rows.map(({ sealed }) => open(keys, sealed, context(tenant))))
  const secrets = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = opened.find((result) => result.status === 'rejected')
  if (failed && secrets.length === 0) throw failed.reason
  return secrets
}

/** Seals again what an older key sealed, so that the key can be dropped; answers the ids of what no key opens. */
export async function resealSigningSecrets(db: D1Database, keys: EncryptionKeys): Promise<string[]> {
  const outdated = (await listAllSecrets(db)).filter(({ sealed }) => isOutdated(keys, sealed))
  const resealed = await Promise.allSettled(
    outdated.map(async ({ id, sealed, tenant }) => {
      const secret = await open(keys, sealed, context(tenant))
      await updateSealed(db, id, await seal(keys, secret, context(tenant)))
    }),
  )
  return outdated.filter((_, at) => resealed[at]?.status === 'rejected').map(({ id }) => id)
}

function context(tenant: Tenant): string {
  return `signing_secrets|${tenant.accountId}|${tenant.mode}|sealed`
}
