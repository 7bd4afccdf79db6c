import { DEFAULT_ACCOUNT_ID } from '../../domain/ids.ts'
import type { Segment } from '../../domain/segment.ts'
import { BUILT_IN_SEGMENTS } from '../../domain/segment-match.ts'
import { type AccountSettings, effectiveSettings } from '../../domain/settings.ts'
import { readChangedSettings } from '../../readmodel/account-settings.ts'
import type { AppContext } from '../middleware/context.ts'

/** What derives the customers of the request's tenant. */
export interface TenantRules {
  settings: AccountSettings
  /** The account's own, oldest first. */
  segments: Segment[]
}

/** The deployment's mapping is the default account's alone. */
export async function tenantRules({ env, var: { tenant, config } }: AppContext): Promise<TenantRules> {
  const { changed, segments } = await readChangedSettings(env.DB, tenant)
  const seed = tenant.accountId === DEFAULT_ACCOUNT_ID ? config.priceMapping : {}
  return { settings: effectiveSettings(changed, seed), segments }
}

/** What the tenant's clock shows, which is the machine's but in development. */
export async function tenantNowMs({ env, var: { tenant, config } }: AppContext): Promise<number> {
  if (config.environment !== 'development') return Date.now()
  return Date.now() + (await readChangedSettings(env.DB, tenant)).clockOffsetMs
}

/** Built in or the account's own. */
export function findSegment({ segments }: TenantRules, id: string): Segment | undefined {
  return [...BUILT_IN_SEGMENTS, ...segments].find((segment) => segment.id === id)
}

export function isBuiltIn(id: string): boolean {
  return BUILT_IN_SEGMENTS.some((segment) => segment.id === id)
}
