/** Settings of one account in one mode, as the API shows them (see worker/http/schemas/settings.ts for their limits). */
export interface AccountSettings {
  identity: {
    /** What a Stripe customer is to this account. */
    kind: 'user' | 'account'
    /** The key of Stripe metadata that holds the account's own id. */
    metadata_key: string | null
    create_unknown: boolean
  }
  /** The first rule that names the customer's status decides; none: no stage. */
  stages: StageRule[]
  access: {
    grace_days: number
    on_end: 'expire' | 'freeze'
    on_pause: 'freeze' | 'suspend' | 'keep'
    on_full_refund: 'keep' | 'suspend' | 'expire'
    on_dispute: 'keep' | 'suspend'
  }
  mrr: {
    discounts: 'forever_only' | 'all_active' | 'none'
    churn_at: 'period_end' | 'request'
    pause: 'exclude' | 'keep'
    metered: 'exclude' | 'last_period'
  }
  /** Price or product id → packages. */
  price_mapping: Record<string, string[]>
  /** Only these concern the account; null: all. */
  products_included: string[] | null
  renewal_days: number[]
  trial_ending_days: number
  retention: { payload_days: number; event_days: number }
  mail: {
    from: string | null
    reply_to: string | null
    postal_address: string | null
    /** Where customers see to their payment; in mails `links.billing_portal` and `links.update_payment`. */
    portal_url: string | null
    allowed_test_recipients: string[]
    /** Who is mailed what the owner of the account should know. */
    notices_to: string[]
    /** Of marketing mails to one customer; 0: as many as there are. */
    frequency_cap_days: number
    /** Hours of the day (0–23) in which no marketing mail leaves. */
    quiet_hours: { from: number; to: number; time_zone: string } | null
  }
}

export interface StageRule {
  name: string
  /** Stripe's statuses; `paused.<reason>` names one reason of a pause. */
  statuses: string[]
}

/** What a person has changed; sections merge, lists and the mapping are replaced whole. */
export type SettingsPatch = { [Section in keyof AccountSettings]?: Patch<AccountSettings[Section]> }
type Patch<Section> = Section extends unknown[] | null
  ? Section
  : Section extends Record<string, string[]>
    ? Section
    : Section extends object
      ? Partial<Section>
      : Section

export const SUBSCRIPTION_STATUSES = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'paused',
  'incomplete',
  'canceled',
  'incomplete_expired',
] as const

/** Why Stripe paused a subscription, since 2026-10-28.endive. */
export const PAUSE_REASONS = [
  'trial_end_without_payment_method',
  'first_payment_failure',
  'final_payment_failure',
  'pause_requested',
  'system',
] as const

const MARKETING = { frequency_cap_days: 3, quiet_hours: null }

export const DEFAULT_SETTINGS: AccountSettings = {
  identity: { kind: 'user', metadata_key: null, create_unknown: true },
  stages: [
    { name: 'trial', statuses: ['trialing'] },
    { name: 'customer', statuses: ['active', 'past_due'] },
    { name: 'churned', statuses: ['canceled', 'unpaid', 'paused'] },
  ],
  access: { grace_days: 0, on_end: 'expire', on_pause: 'freeze', on_full_refund: 'keep', on_dispute: 'keep' },
  mrr: { discounts: 'forever_only', churn_at: 'period_end', pause: 'exclude', metered: 'exclude' },
  price_mapping: {},
  products_included: null,
  renewal_days: [7],
  trial_ending_days: 3,
  retention: { payload_days: 30, event_days: 365 },
  mail: {
    ...{ from: null, reply_to: null, postal_address: null, portal_url: null },
    ...{ allowed_test_recipients: [], notices_to: [], ...MARKETING },
  },
}

const SECTIONS = ['identity', 'access', 'mrr', 'retention', 'mail'] as const

/** The settings in force: the defaults, the deployment's mapping, and what a person has changed. */
export function effectiveSettings(
  changed: SettingsPatch,
  seedMapping: Readonly<Record<string, readonly string[]>>,
): AccountSettings {
  const seeded = Object.fromEntries(Object.entries(seedMapping).map(([id, packages]) => [id, [...packages]]))
  return mergeSettings({ ...DEFAULT_SETTINGS, price_mapping: seeded }, changed)
}

export function mergeSettings(base: AccountSettings, patch: SettingsPatch): AccountSettings {
  const merged: Record<string, unknown> = { ...base, ...patch }
  for (const section of SECTIONS) merged[section] = { ...base[section], ...patch[section] }
  return merged as unknown as AccountSettings
}

/** One patch that does what both do, one after the other. */
export function joinPatches(first: SettingsPatch, second: SettingsPatch): SettingsPatch {
  const joined: Record<string, unknown> = { ...first, ...second }
  for (const section of SECTIONS) {
    if (first[section] || second[section]) joined[section] = { ...first[section], ...second[section] }
  }
  return joined as SettingsPatch
}
