import type { Config } from '../config.ts'
import type { Rules } from '../domain/derive-customer.ts'
import { DEFAULT_ACCOUNT_ID, type Tenant } from '../domain/ids.ts'
import type { Segment } from '../domain/segment.ts'
import { BUILT_IN_SEGMENTS } from '../domain/segment-match.ts'
import { type AccountSettings, effectiveSettings, type SettingsPatch } from '../domain/settings.ts'
import { readMeta, readMetaNumber, writeMeta } from './meta.ts'

/** What people have changed of the rules; the rest is the deployment's and ours. */
export interface StoredRules {
  rev: number
  changed: SettingsPatch
  segments: Segment[]
}

export function readStoredRules(sql: SqlStorage): StoredRules {
  const text = readMeta(sql, 'rules')
  return text ? (JSON.parse(text) as StoredRules) : { rev: 0, changed: {}, segments: [] }
}

export function writeStoredRules(sql: SqlStorage, rules: Omit<StoredRules, 'rev'>): void {
  writeMeta(sql, 'rules', JSON.stringify({ ...rules, rev: readStoredRules(sql).rev + 1 }))
}

/** The rules in force. The deployment's mapping is the default account's. */
export function rulesOf(sql: SqlStorage, config: Config, tenant: Tenant): Rules {
  return rulesFrom(readStoredRules(sql), config, tenant)
}

/** How long payloads and events are kept. */
export function retentionOf(sql: SqlStorage): AccountSettings['retention'] {
  return effectiveSettings(readStoredRules(sql).changed, {}).retention
}

export function rulesFrom({ changed, segments }: Omit<StoredRules, 'rev'>, config: Config, tenant: Tenant): Rules {
  const seed = tenant.accountId === DEFAULT_ACCOUNT_ID ? config.priceMapping : {}
  return { settings: effectiveSettings(changed, seed), segments: [...BUILT_IN_SEGMENTS, ...segments] }
}

/** What customers are derived from, as text to compare. */
export function derivedFrom({ settings, segments }: Rules): string {
  const { identity, stages, access, mrr, price_mapping, products_included } = settings
  const conditions = segments.map((segment) => [segment.id, segment.conditions])
  return JSON.stringify({ identity, stages, access, mrr, price_mapping, products_included, conditions })
}

/** What D1 has not got yet: the rules, and how far the tenant's clock was moved, for whoever reads there. */
export function dirtyRules(sql: SqlStorage): (StoredRules & { clockOffsetMs: number }) | null {
  const rules = readStoredRules(sql)
  if (rules.rev <= readMetaNumber(sql, 'rules_projected_rev')) return null
  return { ...rules, clockOffsetMs: readMetaNumber(sql, 'clock_offset_ms') }
}
