import { refundCharge } from '../../sandbox/core/actions/refunds.ts'
import type { OwnStripe, StripeObject } from './sandbox.ts'

export const PEOPLE = ['tina', 'yuri', 'paul', 'carl', 'fred', 'gina', 'dora', 'rita', 'ina'] as const
export type Person = (typeof PEOPLE)[number]

type Price = 'basic' | 'team' | 'pro' | 'paper' | 'bimonthly'

const PRICES: Record<Price, { name: string; currency: string; amount: number; months?: number }> = {
  basic: { name: 'Basic', currency: 'usd', amount: 900 },
  team: { name: 'Team', currency: 'usd', amount: 4_900 },
  pro: { name: 'Pro', currency: 'eur', amount: 1_999 },
  // Yen have no smaller unit.
  paper: { name: 'Paper', currency: 'jpy', amount: 4_900 },
  bimonthly: { name: 'Two months', currency: 'usd', amount: 120_000, months: 2 },
}

const SUBSCRIBES_TO: Record<Person, { price: Price; card?: string; trialDays?: number }> = {
  tina: { price: 'pro', trialDays: 14 },
  yuri: { price: 'bimonthly' },
  paul: { price: 'basic' },
  carl: { price: 'basic' },
  fred: { price: 'paper' },
  gina: { price: 'pro' },
  dora: { price: 'basic' },
  rita: { price: 'basic' },
  ina: { price: 'basic', card: 'pm_card_chargeCustomerFail' },
}

/** The sandbox's ids of somebody. */
interface Ids {
  customer: string
  subscription: string
}

type Act = (stripe: OwnStripe, ids: Ids, prices: Record<Price, string>) => Promise<unknown>

/** What they do, by days since the beginning; what follows from it falls due by itself. */
const DOES: Partial<Record<Person, Record<number, Act>>> = {
  tina: { 41: end },
  paul: { 5: (stripe, ids, { team }) => switchTo(stripe, ids, team), 41: end },
  carl: { 10: (stripe, ids) => change(stripe, ids, { cancel_at_period_end: 'true' }) },
  fred: {
    20: (stripe, ids) => payBy(stripe, ids, 'pm_card_chargeCustomerFail'),
    35: (stripe, ids) => payBy(stripe, ids, 'pm_card_visa'),
    41: end,
  },
  gina: { 20: (stripe, ids) => payBy(stripe, ids, 'pm_card_chargeCustomerFail') },
  dora: { 10: (stripe, ids, { team }) => subscribe(stripe, ids.customer, team), 40: endAll },
  rita: { 3: (stripe, ids) => refund(stripe, ids, 300), 4: (stripe, ids) => refund(stripe, ids, 600), 6: end },
}

export async function makePrices(stripe: OwnStripe): Promise<Record<Price, string>> {
  const made: [string, string][] = []
  for (const [key, { name, currency, amount, months = 1 }] of Object.entries(PRICES)) {
    const period = { 'recurring[interval]': 'month', 'recurring[interval_count]': String(months) }
    const form = { currency, unit_amount: String(amount), ...period, 'product_data[name]': name }
    made.push([key, (await stripe.asOwner('POST', '/v1/prices', form)).id])
  }
  return Object.fromEntries(made) as Record<Price, string>
}

export async function subscribeAll(
  stripe: OwnStripe,
  prices: Record<Price, string>,
  addressOf: (person: Person) => string,
): Promise<Record<Person, Ids>> {
  const all: [Person, Ids][] = []
  for (const person of PEOPLE) {
    const { price, card = 'pm_card_visa', trialDays } = SUBSCRIBES_TO[person]
    const about = { email: addressOf(person), payment_method: card }
    const { id: customer } = await stripe.asOwner('POST', '/v1/customers', about)
    const trial = trialDays ? { trial_period_days: String(trialDays) } : {}
    const { id: subscription } = await subscribe(stripe, customer, prices[price], trial)
    all.push([person, { customer, subscription }])
  }
  return Object.fromEntries(all) as Record<Person, Ids>
}

export async function liveDay(
  stripe: OwnStripe,
  day: number,
  everybody: Record<Person, Ids>,
  prices: Record<Price, string>,
): Promise<void> {
  for (const person of PEOPLE) await DOES[person]?.[day]?.(stripe, everybody[person], prices)
}

function subscribe(stripe: OwnStripe, customer: string, price: string, more = {}): Promise<StripeObject> {
  return stripe.asOwner('POST', '/v1/subscriptions', { customer, 'items[0][price]': price, ...more })
}

function change(stripe: OwnStripe, { subscription }: Ids, form: Record<string, string>): Promise<StripeObject> {
  return stripe.asOwner('POST', `/v1/subscriptions/${subscription}`, form)
}

async function switchTo(stripe: OwnStripe, ids: Ids, price: string): Promise<void> {
  const { items } = await stripe.asOwner('GET', `/v1/subscriptions/${ids.subscription}`)
  const [item] = (items as { data: StripeObject[] }).data
  const form = { 'items[0][id]': item?.id ?? '', 'items[0][price]': price, proration_behavior: 'always_invoice' }
  await change(stripe, ids, form)
}

function end(stripe: OwnStripe, { subscription }: Ids): Promise<StripeObject> {
  return stripe.asOwner('DELETE', `/v1/subscriptions/${subscription}`)
}

async function endAll(stripe: OwnStripe, { customer }: Ids): Promise<void> {
  const subscriptions = stripe.sandbox.stripe.subscriptionsOf.get(customer) ?? []
  for (const subscription of subscriptions) await end(stripe, { customer, subscription })
}

function payBy(stripe: OwnStripe, { customer }: Ids, method: string): Promise<StripeObject> {
  return stripe.asOwner('POST', `/v1/customers/${customer}`, { payment_method: method })
}

async function refund({ sandbox }: OwnStripe, { customer }: Ids, amount: number): Promise<void> {
  refundCharge(sandbox.stripe, sandbox.stripe.lastChargeOf.get(customer) ?? '', { amount })
  await sandbox.settled()
}
