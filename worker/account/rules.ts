import type { Config } from '../config.ts'
import type { ReminderDays } from '../domain/automation/reminders.ts'
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
  return rulesFrom(readStoredRules(sql), readAskedReminders(sql), config, tenant)
}

/** How long payloads and events are kept. */
export function retentionOf(sql: SqlStorage): AccountSettings['retention'] {
  return effectiveSettings(readStoredRules(sql).changed, {}).retention
}

/** Days before something; `usual`: as the settings say. */
export type AskedDays = (number | 'usual')[]
export interface AskedReminders {
  renewing: AskedDays
  trialEnding: AskedDays
}

/** What automations that are on ask for. */
export function readAskedReminders(sql: SqlStorage): AskedReminders {
  const text = readMeta(sql, 'reminder_days')
  return text ? (JSON.parse(text) as AskedReminders) : { renewing: [], trialEnding: [] }
}

function remindersOf(asked: AskedReminders, settings: AccountSettings): ReminderDays {
  const days = (of: AskedDays, usual: readonly number[]): number[] =>
    [...new Set(of.flatMap((day) => (day === 'usual' ? usual : [day])))].sort((a, b) => a - b)
  return {
    renewing: days(asked.renewing, settings.renewal_days),
    trialEnding: days(asked.trialEnding, [settings.trial_ending_days]),
  }
}

export function rulesFrom(
  { changed, segments }: Omit<StoredRules, 'rev'>,
  asked: AskedReminders,
  config: Config,
  tenant: Tenant,
): Rules {
  const seed = tenant.accountId === DEFAULT_ACCOUNT_ID ? config.priceMapping : {}
  const settings = effectiveSettings(changed, seed)
  return { settings, segments: [...BUILT_IN_SEGMENTS, ...segments], reminders: remindersOf(asked, settings) }
}

/** What customers are derived from, as text to compare. */
export function derivedFrom({ settings, segments, reminders }: Rules): string {
  const { identity, stages, access, mrr, price_mapping, products_included } = settings
  const isReminding = reminders.renewing.length + reminders.trialEnding.length > 0
  const someReminders = isReminding ? { reminders } : {}
  const conditions = segments.map((segment) => [segment.id, segment.conditions])
  return JSON.stringify({
    identity,
    stages,
    access,
    mrr,
    price_mapping,
    products_included,
    conditions,
    ...someReminders,
  })
}

/** What D1 has not got yet: the rules, and how far the tenant's clock was moved, for whoever reads there. */
export function dirtyRules(sql: SqlStorage): (StoredRules & { clockOffsetMs: number }) | null {
  const rules = readStoredRules(sql)
  if (rules.rev <= readMetaNumber(sql, 'rules_projected_rev')) return null
  return { ...rules, clockOffsetMs: readMetaNumber(sql, 'clock_offset_ms') }
}
