import { beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../../worker/stripe/event-types.ts'
import { objectTypeOf } from '../../worker/stripe/sighting.ts'
import { refundCharge } from '../sandbox/core/actions/refunds.ts'
import { DAY } from '../support/billing.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { connectByKey, endedImport, makeKey } from './support/connection.ts'
import {
  type Customer,
  customerOf,
  customerWhere,
  makeCustomer,
  passTime,
  readList,
  timelineOf,
} from './support/customers.ts'
import { type OwnStripe, type StripeObject, startOwnStripe } from './support/sandbox.ts'
import { expectedMembers, membersOf } from './support/segments.ts'

const SEEDED = 40
const PEOPLE = ['switches', 'cancels', 'fails', 'refunded'] as const
/** What happens to somebody once the import is over. */
const HAPPENS: Record<(typeof PEOPLE)[number], string> = {
  switches: 'customer.subscription.updated',
  cancels: 'customer.subscription.deleted',
  fails: 'invoice.payment_failed',
  refunded: 'charge.refunded',
}

let stripe: OwnStripe
let billhook: StartedBillhook
let prices: { basic: string; team: string }
/** Stripe customer and subscription of each. */
const ids = new Map<string, { customer: string; subscription: string }>()
/** Events that Stripe made after the import, by the Stripe customer that they are about. */
const told = new Map<string, string[]>()
/** A contact of the CRM before Stripe was connected. */
let contact: Customer

beforeAll(async () => {
  stripe = await startOwnStripe()
  await stripe.control('seed', { customers: SEEDED, seed: 'crm' })
  prices = { basic: await makePrice('Basic', 900), team: await makePrice('Team', 4_900) }
  for (const name of PEOPLE) ids.set(name, await subscribe(name))
  for (const _ of [1, 2]) await stripe.asOwner('POST', '/v1/customers', { email: 'twin@example.com' })
  billhook = await startBillhook({ env: { STRIPE_API_BASE: stripe.sandbox.url, STRIPE_WEBHOOK_SECRET: '' } })
  contact = await makeCustomer(billhook, { name: 'Sally Switch', email: 'Switches@Example.com', tags: ['crm'] })
  await makeCustomer(billhook, { name: 'Nobody at Stripe', email: 'lead@example.com' })
  await connectByKey(billhook, await makeKey(stripe))
  expect(await endedImport(billhook, { timeoutMs: 60_000 })).toMatchObject({ status: 'done', skipped: [] })
  stripe.sandbox.stripe.onEvent(({ event: { id, type, data } }) => {
    const object = data.object as { id: string; customer?: string }
    const customer = objectTypeOf(type) === 'customer' ? object.id : object.customer
    if (customer && isRead(type)) told.set(customer, [...(told.get(customer) ?? []), id])
  })
})

/** Our endpoint gets it, and a rule reads it. */
function isRead(type: string): boolean {
  return SUBSCRIBED_EVENT_TYPES.includes(type) && objectTypeOf(type) !== null
}

async function makePrice(name: string, amount: number): Promise<string> {
  const form = { currency: 'usd', unit_amount: String(amount), 'recurring[interval]': 'month' }
  return (await stripe.asOwner('POST', '/v1/prices', { ...form, 'product_data[name]': name })).id
}

async function subscribe(name: string) {
  const person = { email: `${name}@example.com`, name, payment_method: 'pm_card_visa' }
  const customer = (await stripe.asOwner('POST', '/v1/customers', person)).id
  const form = { customer, 'items[0][price]': prices.basic }
  return { customer, subscription: (await stripe.asOwner('POST', '/v1/subscriptions', form)).id }
}

function idsOf(name: string): { customer: string; subscription: string } {
  const found = ids.get(name)
  if (!found) throw new Error(`Nobody is called ${name}.`)
  return found
}

/** Both clocks move a day at a time, so that what falls due on one side meets the other at about the same moment. */
async function passDays(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await stripe.control('clock', { advance_seconds: DAY })
    await passTime(billhook, DAY)
  }
}

describe('a CRM that connects Stripe', () => {
  it('has a customer for each Stripe customer after the import, and matches those whose address it knew', async () => {
    const customers = await readList<Customer>(billhook, '/customers')
    const shared = 1
    expect(customers).toHaveLength(SEEDED + PEOPLE.length + shared + 1)
    const matched = await customerOf(billhook, idsOf('switches').customer)
    expect(matched).toMatchObject({ id: contact.id, name: 'Sally Switch', tags: ['crm'], access: { state: 'active' } })
    expect(matched.created_by).toEqual({ kind: 'api', ref: 'operator', rule: 'api' })
    const imported = customers.filter(({ created_by }) => created_by.kind === 'snapshot')
    expect(imported).toHaveLength(SEEDED + PEOPLE.length + shared - 1)
    expect(new Set(imported.map(({ created_by: { ref, rule } }) => `${ref} ${rule}`))).toEqual(
      new Set(['import unknown_stripe_customer']),
    )
  })

  it('is asked about the second of two Stripe customers with one address', async () => {
    const waiting = await readList<{ email: string; reason: string; candidates: object[] }>(billhook, '/unmatched')
    expect(waiting).toMatchObject([{ email: 'twin@example.com', reason: 'ambiguous_email' }])
    expect(waiting[0]?.candidates).toMatchObject([{ email: 'twin@example.com' }])
  })

  it.each(['active-stripe-subscribers', 'new-stripe-customers'])(
    'has in the segment %s whom Stripe says',
    async (id) => {
      const members = await membersOf(billhook, id)
      expect(members).toEqual(await expectedMembers(billhook, stripe, id))
      expect(members).toEqual(expect.arrayContaining(PEOPLE.map((name) => idsOf(name).customer)))
    },
  )
})

describe('a month in which things happen', () => {
  it('a plan switch, a cancellation and a refund show within seconds', async () => {
    const [switches, cancels, refunded] = [idsOf('switches'), idsOf('cancels'), idsOf('refunded')]
    const subscription = await stripe.asOwner('GET', `/v1/subscriptions/${switches.subscription}`)
    const [item] = (subscription.items as { data: StripeObject[] }).data
    const form = { 'items[0][id]': item?.id ?? '', 'items[0][price]': prices.team }
    await stripe.asOwner('POST', `/v1/subscriptions/${switches.subscription}`, form)
    await stripe.asOwner('DELETE', `/v1/subscriptions/${cancels.subscription}`)
    refundCharge(stripe.sandbox.stripe, stripe.sandbox.stripe.lastChargeOf.get(refunded.customer) ?? '')
    const switched = await customerWhere(billhook, switches.customer, ({ plan }) => plan?.price === prices.team)
    expect(switched).toMatchObject({ plan: { name: 'Team' }, mrr: [{ currency: 'usd', amount: 4_900 }] })
    await customerWhere(billhook, cancels.customer, ({ access }) => access.state === 'expired')
    const back = await customerWhere(billhook, refunded.customer, ({ lifetime_value: [sum] }) => sum?.amount === 0)
    expect(back.access.state).toBe('active')
  })

  it('a renewal that fails suspends, and nobody is new any more after 32 days', async () => {
    const { customer } = idsOf('fails')
    await stripe.asOwner('POST', `/v1/customers/${customer}`, { payment_method: 'pm_card_chargeCustomerFail' })
    // Stripe takes a payment an hour after the period has ended, which is 31 days at most.
    await passDays(32)
    const failing = await customerWhere(billhook, customer, ({ access }) => access.state === 'suspended')
    expect(failing).toMatchObject({ stage: 'customer', failed_payment: { amount: 900, currency: 'usd' } })
    expect(await membersOf(billhook, 'new-stripe-customers')).toEqual([])
    const isRight = async () =>
      JSON.stringify(await membersOf(billhook, 'active-stripe-subscribers')) ===
      JSON.stringify(await expectedMembers(billhook, stripe, 'active-stripe-subscribers'))
    expect(await until(isRight, { timeoutMs: 45_000, intervalMs: 200 })).toBe(true)
    expect(await membersOf(billhook, 'active-stripe-subscribers')).not.toContain(idsOf('cancels').customer)
  })

  it.each(PEOPLE)('the timeline of who %s holds all that Stripe has told, once, with why', async (name) => {
    const { customer } = idsOf(name)
    const expected = (told.get(customer) ?? []).sort()
    const events = await timelineEvents(await customerOf(billhook, customer), expected.length)
    expect(events.map(({ id }) => id).sort()).toEqual(expected)
    expect(events.map(({ type }) => type)).toContain(HAPPENS[name])
    expect(events.filter(({ outcome, notes }) => outcome !== 'processed' || notes.length === 0)).toEqual([])
  })
})

/** The events of a customer's timeline once there are `count`; what there is after ten seconds. */
async function timelineEvents(customer: Customer, count: number) {
  const read = async () =>
    (await timelineOf(billhook, customer)).flatMap(({ event, notes }) => (event ? [{ ...event, notes }] : []))
  const whole = async () => {
    const events = await read()
    return events.length >= count ? events : null
  }
  return (await until(whole, { timeoutMs: 45_000, intervalMs: 200 })) ?? (await read())
}
