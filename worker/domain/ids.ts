/** The words that name a tenant. Everything an account has, except its members, exists once per mode. */
export const MODES = ['test', 'live'] as const
export type Mode = (typeof MODES)[number]
export type AccountId = `acc_${string}`

/** One account in one mode: the unit that owns an object, a connection, events and customers. */
export interface Tenant {
  accountId: AccountId
  mode: Mode
}

/** The name of the tenant's Durable Object. */
export type TenantName = `${AccountId}:${Mode}`

/** The account that ADMIN_TOKEN and single-account deployments act on; migration 0001 creates it. */
export const DEFAULT_ACCOUNT_ID: AccountId = 'acc_default'

export function tenantName(tenant: Tenant): TenantName {
  return `${tenant.accountId}:${tenant.mode}`
}

export function parseTenantName(name: string): Tenant | null {
  const match = /^(acc_[A-Za-z0-9]+):(test|live)$/.exec(name)
  return match ? { accountId: match[1] as AccountId, mode: match[2] as Mode } : null
}

export function isMode(value: unknown): value is Mode {
  return value === 'test' || value === 'live'
}

export function modeOf(livemode: boolean): Mode {
  return livemode ? 'live' : 'test'
}
