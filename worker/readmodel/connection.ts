import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

export type ConnectionStatus = 'not_connected' | 'connecting' | 'importing' | 'connected' | 'degraded' | 'disconnected'
export type ConnectionKind = 'restricted_key' | 'app_oauth' | 'connect_oauth' | 'webhook_only'

/** What is stored of a tenant's link to a Stripe account; its id is also its webhook endpoint's. */
export interface StoredConnection {
  id: string
  tenant: Tenant
  kind: ConnectionKind | null
  status: ConnectionStatus
  reason: string | null
  stripeAccount: { id: string; name: string | null; country: string | null } | null
  apiVersion: string | null
}

export interface ConnectionRow {
  id: string
  account_id: string
  mode: string
  kind: string | null
  status: string
  reason: string | null
  stripe_account_id: string | null
  stripe_account_name: string | null
  stripe_account_country: string | null
  api_version: string | null
}

export function rowToConnection(row: ConnectionRow): StoredConnection {
  return {
    id: row.id,
    tenant: { accountId: row.account_id as AccountId, mode: row.mode as Mode },
    kind: row.kind as ConnectionKind | null,
    status: row.status as ConnectionStatus,
    reason: row.reason,
    stripeAccount: row.stripe_account_id
      ? { id: row.stripe_account_id, name: row.stripe_account_name, country: row.stripe_account_country }
      : null,
    apiVersion: row.api_version,
  }
}

export async function readConnection(db: D1Database, tenant: Tenant): Promise<StoredConnection | null> {
  const row = await db
    .prepare(
      `SELECT id, account_id, mode, kind, status, reason, stripe_account_id, stripe_account_name, stripe_account_country, api_version
       FROM connections WHERE account_id = ?1 AND mode = ?2`,
    )
    .bind(tenant.accountId, tenant.mode)
    .first<ConnectionRow>()
  return row && rowToConnection(row)
}

export async function connectionExists(db: D1Database, tenant: Tenant): Promise<boolean> {
  const row = await db
    .prepare('SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .first()
  return row !== null
}
