import { beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NOW } from '../support/billing.ts'
import type { StripeEvent } from '../support/billing-events.ts'
import { seededRandom, shuffled } from '../support/random.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { ask } from './support/connection.ts'
import {
  changeSettings,
  customerOf,
  makeCustomer,
  passTime,
  readList,
  receive,
  timelineOf,
} from './support/customers.ts'
import { essence, lifeOf } from './support/subscriber-life.ts'

const random = seededRandom(20_261_122)
const PACKAGES = ['pro', 'support']

let billhook: StartedBillhook

beforeAll(async () => {
  const mapping = { price_pro: ['pro'], prod_support: 'support', price_unused: ['other'] }
  billhook = await startBillhook({ env: { STRIPE_PRICE_MAPPING: JSON.stringify(mapping) } })
})

describe('a registry of packages that says whose each Stripe customer is', () => {
  const alice = lifeOf('alice')

  it('a customer is found by its Stripe id the moment it is made, and has nothing', async () => {
    const made = await makeCustomer(billhook, { external_id: 'cus_alice' })
    expect(await customerOf(billhook, 'cus_alice')).toEqual(made)
    expect(made).toMatchObject({ external_id: 'cus_alice', access: { state: 'none' }, packages: [], stage: null })
    expect(made.created_by).toEqual({ kind: 'api', ref: 'operator', rule: 'api' })
  })

  it('a Stripe id that is taken is answered 409 and changes nothing', async () => {
    const before = await readList(billhook, '/customers')
    const taken = { name: 'Bob', external_id: 'cus_alice' }
    const { status, body } = await ask(billhook, '/customers', { method: 'POST', body: taken })
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'external_id_taken', errors: [{ pointer: '/external_id' }] })
    expect(await readList(billhook, '/customers')).toEqual(before)
  })

  it('customer.subscription.created makes access active, with the packages of price and product', async () => {
    await receive(billhook, alice.arrives, alice.subscribes)
    expect(await customerOf(billhook, 'cus_alice')).toMatchObject({
      ...{ stage: 'customer', subscription_status: 'active', packages: PACKAGES },
      ...{ access: { state: 'active', code: 'subscribed' }, mrr: [{ currency: 'usd', amount: 2_500 }] },
    })
  })

  it('invoice.payment_failed suspends at once; packages stay listed, and the event says why', async () => {
    const [failed] = await receive(billhook, ...alice.fails)
    expect(failed).toMatchObject({ outcome: 'processed', customer: { external_id: 'cus_alice' } })
    const customer = await customerOf(billhook, 'cus_alice')
    expect(customer).toMatchObject({ access: { state: 'suspended', code: 'payment_failed' }, packages: PACKAGES })
    expect(failed?.notes.at(-1)).toBe(`Access went from active to suspended. ${customer.access.reason}`)
    expect(customer.fields.access?.set_by).toBe(failed?.id)
  })

  it('invoice.paid makes it active again', async () => {
    await receive(billhook, ...alice.pays)
    expect(await customerOf(billhook, 'cus_alice')).toMatchObject({
      ...{ access: { state: 'active', code: 'subscribed' }, packages: PACKAGES, failed_payment: null },
    })
  })

  it('customer.subscription.deleted expires access and leaves no package', async () => {
    await receive(billhook, alice.ends)
    const customer = await customerOf(billhook, 'cus_alice')
    expect(customer).toMatchObject({ access: { state: 'expired', code: 'ended' }, packages: [], stage: 'churned' })
    expect(customer.mrr).toEqual([{ currency: 'usd', amount: 0 }])
  })

  it('the timeline holds each event once, newest first, with what it changed', async () => {
    const timeline = await timelineOf(billhook, await customerOf(billhook, 'cus_alice'))
    const { arrives, subscribes, fails, pays, ends } = alice
    const newestFirst = [arrives, subscribes, ...fails, ...pays, ends].map(({ id }) => id).reverse()
    expect(timeline.flatMap((item) => item.event?.id ?? [])).toEqual(newestFirst)
    const access = timeline.flatMap(({ event: about, changes }) =>
      changes.filter(({ field }) => field === 'access').map(({ from, to }) => [about?.type ?? 'by hand', from, to]),
    )
    expect(access).toEqual([
      ['customer.subscription.deleted', 'active', 'expired'],
      ['invoice.paid', 'suspended', 'active'],
      ['invoice.payment_failed', 'active', 'suspended'],
      ['customer.subscription.created', 'none', 'active'],
      ['by hand', null, 'none'],
    ])
    expect(timeline.filter(({ notes }) => notes.length === 0)).toEqual([])
  })

  it.each(['brian', 'bettina', 'boris'])('the same events, shuffled and doubled, leave %s alike', async (name) => {
    const { arrives, subscribes, fails, pays, ends } = lifeOf(name)
    const events: StripeEvent[] = [arrives, subscribes, ...fails, ...pays, ends]
    await makeCustomer(billhook, { external_id: `cus_${name}` })
    await receive(billhook, ...shuffled([...events, ...events], random))
    const [first, other] = [await customerOf(billhook, 'cus_alice'), await customerOf(billhook, `cus_${name}`)]
    expect(essence(other, name)).toEqual(essence(first, 'alice'))
  })

  it('with on_end "freeze" access is frozen and keeps its packages, also where it ended before', async () => {
    await changeSettings(billhook, { access: { on_end: 'freeze' } })
    const carol = lifeOf('carol')
    await makeCustomer(billhook, { name: 'Carol', external_id: 'cus_carol' })
    await receive(billhook, carol.subscribes, carol.ends)
    for (const id of ['cus_carol', 'cus_alice']) {
      expect(await customerOf(billhook, id)).toMatchObject({
        access: { state: 'frozen', code: 'ended' },
        packages: PACKAGES,
      })
    }
  })

  it('with grace a failed payment suspends by itself once the grace is over, and not before', async () => {
    await changeSettings(billhook, { access: { grace_days: 3 } })
    const dora = lifeOf('dora')
    await makeCustomer(billhook, { name: 'Dora', external_id: 'cus_dora' })
    await receive(billhook, dora.subscribes, ...dora.fails)
    const until = new Date((NOW - 5 * HOUR + 3 * DAY) * 1_000).toISOString().replace('.000Z', 'Z')
    const inGrace = await customerOf(billhook, 'cus_dora')
    expect(inGrace).toMatchObject({ access: { state: 'active', code: 'in_grace', until }, packages: PACKAGES })

    await passTime(billhook, 3 * DAY - 6 * HOUR)
    expect((await customerOf(billhook, 'cus_dora')).access).toEqual(inGrace.access)
    await passTime(billhook, HOUR + MINUTE)
    const over = await customerOf(billhook, 'cus_dora')
    expect(over.access).toMatchObject({ state: 'suspended', code: 'payment_failed', since: until, until: null })
    const [latest] = await timelineOf(billhook, over)
    expect(latest).toMatchObject({
      ...{ kind: 'change', set_by: 'clock' },
      changes: [{ field: 'access', from: 'active', to: 'suspended' }],
    })
  })
})
