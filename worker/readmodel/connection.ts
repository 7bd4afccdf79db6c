import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

/** What is stored; `importing` and `degraded` are computed from jobs and conditions when somebody asks. */
export type StoredStatus = 'not_connected' | 'connecting' | 'connected' | 'disconnected'
export type ConnectionKind = 'restricted_key' | 'app_oauth' | 'connect_oauth' | 'webhook_only'

export interface StripeAccount {
  id: string
  name: string | null
  country: string | null
}

/** A tenant's link to a Stripe account; its id is also its webhook endpoint's. Times are ms. */
export interface StoredConnection {
  id: string
  tenant: Tenant
  /** Grows with every connect, also a refused one, and every disconnect: a write for another epoch changes nothing. */
  epoch: number
  /** The epoch that the object knows the present link by. */
  linkEpoch: number
  kind: ConnectionKind | null
  status: StoredStatus
  reason: string | null
  stripeAccount: StripeAccount | null
  /** The Stripe account whose data the object holds; null before the first connect. */
  dataOf: string | null
  apiVersion: string | null
  keyLast4: string | null
  scope: string | null
  connectedAtMs: number | null
  updatedAtMs: number
  importMonths: number
  /** `we_…`, the endpoint that we made in their Stripe account. */
  stripeEndpointId: string | null
  endpointStatus: 'enabled' | 'disabled' | 'missing' | null
  missingEventTypes: string[]
  checkedAtMs: number | null
  permissionsCheckedAtMs: number | null
  /** Verified events are taken in although the status is `disconnected`. */
  receives: boolean
}

export interface ConnectionRow {
  id: string
  account_id: string
  mode: string
  epoch: number
  link_epoch: number
  kind: string | null
  status: string
  reason: string | null
  stripe_account_id: string | null
  stripe_account_name: string | null
  stripe_account_country: string | null
  data_of: string | null
  api_version: string | null
  key_last4: string | null
  scope: string | null
  connected_at: number | null
  updated_at: number
  import_months: number
  stripe_endpoint_id: string | null
  endpoint_status: string | null
  missing_event_types: string
  checked_at: number | null
  permissions_checked_at: number | null
  receives: number
}

export const CONNECTION_COLUMNS =
  'id, account_id, mode, epoch, link_epoch, kind, status, reason, stripe_account_id, stripe_account_name, stripe_account_country, data_of, api_version, key_last4, scope, connected_at, updated_at, import_months, stripe_endpoint_id, endpoint_status, missing_event_types, checked_at, permissions_checked_at, receives'

export function rowToConnection(row: ConnectionRow): StoredConnection {
  return {
    id: row.id,
    tenant: { accountId: row.account_id as AccountId, mode: row.mode as Mode },
    epoch: row.epoch,
    linkEpoch: row.link_epoch,
    kind: row.kind as ConnectionKind | null,
    status: row.status as StoredStatus,
    reason: row.reason,
    stripeAccount: row.stripe_account_id
      ? { id: row.stripe_account_id, name: row.stripe_account_name, country: row.stripe_account_country }
      : null,
    dataOf: row.data_of,
    apiVersion: row.api_version,
    keyLast4: row.key_last4,
    scope: row.scope,
    connectedAtMs: row.connected_at,
    updatedAtMs: row.updated_at,
    importMonths: row.import_months,
    stripeEndpointId: row.stripe_endpoint_id,
    endpointStatus: row.endpoint_status as StoredConnection['endpointStatus'],
    missingEventTypes: JSON.parse(row.missing_event_types) as string[],
    checkedAtMs: row.checked_at,
    permissionsCheckedAtMs: row.permissions_checked_at,
    receives: row.receives === 1,
  }
}

export async function readConnection(db: D1Database, tenant: Tenant): Promise<StoredConnection | null> {
  const row = await db
    .prepare(`SELECT ${CONNECTION_COLUMNS} FROM connections WHERE account_id = ?1 AND mode = ?2`)
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

/**
 * Whether another account than this one is connected to the Stripe account, in the same mode; `kind` asks for one way of
 * connecting only.
 */
export async function isFedElsewhere(
  db: D1Database,
  tenant: Tenant,
  stripeAccountId: string,
  kind: ConnectionKind | null = null,
): Promise<boolean> {
  const row = await db
    .prepare(
      `SELECT 1 FROM connections
       WHERE stripe_account_id = ?1 AND mode = ?2 AND account_id <> ?3 AND status <> 'disconnected'
         AND (?4 IS NULL OR kind = ?4)`,
    )
    .bind(stripeAccountId, tenant.mode, tenant.accountId, kind)
    .first()
  return row !== null
}
