import { env } from 'cloudflare:workers'
import type { StoredCustomer, TimelineEntry, Unmatched } from '../../../worker/domain/customer.ts'
import { tallyTermsOf, termsOf } from '../../../worker/domain/customer-terms.ts'
import { DEFAULT_ACCOUNT_ID, type Tenant } from '../../../worker/domain/ids.ts'
import type { Segment } from '../../../worker/domain/segment.ts'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import {
  upsertCustomers,
  upsertSettings,
  upsertTallies,
  upsertUnmatched,
} from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'

export const TEST_TENANT: Tenant = { accountId: DEFAULT_ACCOUNT_ID, mode: 'test' }
export const LIVE_TENANT: Tenant = { accountId: DEFAULT_ACCOUNT_ID, mode: 'live' }
export const OTHER_TENANT: Tenant = { accountId: 'acc_other', mode: 'test' }

export interface CustomerSeed extends Partial<StoredCustomer> {
  number: number
  mergedInto?: string
  timeline?: TimelineEntry[]
}

/** Writes customers, and how many have each term, as the account object would. */
export async function seedCustomers(seeds: CustomerSeed[], tenant: Tenant = TEST_TENANT): Promise<void> {
  const rows = seeds.map(({ number, mergedInto, timeline, ...over }) => {
    const body = storedCustomer({ id: `cust_${number}`, ...over })
    return {
      id: body.id,
      number,
      rev: 1,
      mergedInto: mergedInto ?? null,
      mrr: body.mrr.length > 0 ? Math.max(...body.mrr.map(({ amount }) => amount)) : null,
      renewalAt: body.renewal_date ? Date.parse(body.renewal_date) / 1000 : null,
      terms: mergedInto ? [] : termsOf(body),
      body,
      timeline: timeline ?? [],
      timelinePages: 0,
    }
  })
  const counts = new Map<string, number>()
  for (const name of rows.flatMap(({ terms }) => tallyTermsOf(terms))) counts.set(name, (counts.get(name) ?? 0) + 1)
  const tallies = [...counts].map(([name, n]) => ({ name, n, rev: 1 }))
  await env.DB.batch([...upsertCustomers(env.DB, tenant, rows), ...upsertTallies(env.DB, tenant, tallies)])
}

export async function seedUnmatched(
  seeds: (Partial<Unmatched> & { number: number; open?: boolean })[],
  tenant: Tenant = TEST_TENANT,
): Promise<void> {
  const rows = seeds.map(({ number, open, ...over }) => {
    const body: Unmatched = {
      stripe_customer_id: `cus_${number}`,
      email: null,
      name: null,
      user_id: null,
      reason: 'unknown',
      candidates: [],
      events: [],
      since: '2026-11-01T00:00:00Z',
      ...over,
    }
    return { stripeCustomerId: body.stripe_customer_id, number, rev: 1, open: open ?? true, body }
  })
  await env.DB.batch(upsertUnmatched(env.DB, tenant, rows))
}

let rev = 0

/** Later calls win. */
export async function seedSettings(
  { changed = {}, segments = [] }: { changed?: SettingsPatch; segments?: Segment[] },
  tenant: Tenant = TEST_TENANT,
): Promise<void> {
  rev += 1
  await env.DB.batch(upsertSettings(env.DB, tenant, { rev, changed, segments, clockOffsetMs: 0 }))
}
