import { describe, expect, it } from 'vitest'
import { DAY, HOUR, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { charge, type InvoiceSeed, invoice } from '../../support/billing-payments.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { type RuleAccount, ruleAccount, secondsOf } from './account.ts'

const FAILED_AT = NOW - 2 * DAY
/** The renewal that fails. */
const RENEWAL: InvoiceSeed = { id: 'in_2', created: FAILED_AT - HOUR, attempts: 1, nextAttempt: NOW + DAY }

const failed = (attempts = 1, at = FAILED_AT): StripeEvent =>
  event('invoice.payment_failed', invoice({ ...RENEWAL, attempts }), { at })
const paid = (at: number): StripeEvent =>
  event('invoice.paid', invoice({ ...RENEWAL, status: 'paid', attempts: 2, nextAttempt: null }), { at })
const becomes = (seed: SubscriptionSeed, at: number): StripeEvent =>
  event('customer.subscription.updated', subscription({ latestInvoice: 'in_2', ...seed }), { at })

async function subscriber(graceDays = 0): Promise<RuleAccount> {
  const account = await ruleAccount({ access: { grace_days: graceDays }, price_mapping: { price_1: ['pro'] } })
  await account.receive(
    event('customer.created', stripeCustomer(), { at: NOW - 40 * DAY }),
    event('customer.subscription.created', subscription({ created: NOW - 40 * DAY, latestInvoice: 'in_1' }), {
      at: NOW - 40 * DAY,
    }),
  )
  return account
}

describe('access follows payments', () => {
  it('a failed payment suspends at once without grace, and keeps packages listed', async () => {
    const account = await subscriber()
    await account.receive(failed(), becomes({ status: 'past_due' }, FAILED_AT))
    expect(await account.customer()).toMatchObject({
      ...{ access: { state: 'suspended', code: 'payment_failed' }, packages: ['pro'], stage: 'customer' },
      failed_payment: { amount: 2000, currency: 'usd', attempts: 1 },
    })
  })

  it('a failed payment suspends also before the subscription says that it is past due', async () => {
    const account = await subscriber()
    await account.receive(failed())
    expect((await account.customer()).access).toMatchObject({ state: 'suspended', code: 'payment_failed' })
  })

  it('of invoices of one second the one that the subscription names says whether it is paid for', async () => {
    const of = { created: FAILED_AT, customer: 'cus_1' }
    const events = [
      event('invoice.paid', invoice({ ...of, id: 'in_9', status: 'paid' }), { at: FAILED_AT }),
      event('invoice.payment_failed', invoice({ ...of, id: 'in_2', attempts: 1 }), { at: FAILED_AT }),
      becomes({ status: 'past_due' }, FAILED_AT),
    ]
    for (const order of [events, events.toReversed()]) {
      const account = await subscriber()
      await account.receive(...order)
      expect((await account.customer()).access).toMatchObject({ state: 'suspended', code: 'payment_failed' })
    }
  })

  it('grace keeps access until it is over by our own clock, and says until when', async () => {
    const account = await subscriber(5)
    await account.receive(failed(), becomes({ status: 'past_due' }, FAILED_AT))
    const { access } = await account.customer()
    expect(access).toMatchObject({ state: 'active', code: 'in_grace' })
    expect(secondsOf(access.until)).toBe(FAILED_AT + 5 * DAY)
    await account.passTime(3 * DAY + HOUR)
    const over = (await account.customer()).access
    expect(over).toMatchObject({ state: 'suspended', code: 'payment_failed' })
    expect(secondsOf(over.since)).toBe(FAILED_AT + 5 * DAY)
  })

  it('grace counts from the first failure of an invoice: retries do not begin it anew, in whichever order they arrive', async () => {
    const attempts = [failed(1, FAILED_AT), failed(2, FAILED_AT + DAY), failed(3, FAILED_AT + DAY + HOUR)]
    for (const order of [attempts, attempts.toReversed()]) {
      const account = await subscriber(5)
      await account.receive(...order)
      expect(secondsOf((await account.customer()).access.until)).toBe(FAILED_AT + 5 * DAY)
    }
  })

  it.each([
    ['a later payment', FAILED_AT + HOUR],
    ['a payment within the same second', FAILED_AT],
  ])('%s makes access active again, also where it arrives first', async (_, at) => {
    const events = [failed(), becomes({ status: 'past_due' }, FAILED_AT), paid(at)]
    for (const order of [events, events.toReversed()]) {
      const account = await subscriber()
      await account.receive(...order)
      expect(await account.customer()).toMatchObject({ access: { state: 'active' }, failed_payment: null })
    }
  })

  it('what was tried and paid within a day ends alike in any order and with doubles, to the second', async () => {
    const events = [
      failed(1),
      event('charge.failed', charge({ id: 'ch_f', status: 'failed', created: FAILED_AT }), { at: FAILED_AT }),
      becomes({ status: 'past_due' }, FAILED_AT),
      failed(2, FAILED_AT + HOUR),
      paid(FAILED_AT + 2 * HOUR),
      event('charge.succeeded', charge({ id: 'ch_p', created: FAILED_AT + 2 * HOUR }), { at: FAILED_AT + 2 * HOUR }),
      becomes({ status: 'active' }, FAILED_AT + 2 * HOUR),
    ]
    const random = seededRandom(28)
    const orders = [events, ...Array.from({ length: 6 }, () => shuffled([...events, ...events.slice(2, 5)], random))]
    const shown = await Promise.all(
      orders.map(async (order) => {
        const account = await subscriber(3)
        await account.receive(...order)
        const { access, last_payment, failed_payment, lifetime_value } = await account.customer()
        return { access, last_payment, failed_payment, lifetime_value }
      }),
    )
    expect(shown[0]).toMatchObject({
      access: { state: 'active' },
      last_payment: { amount: 2000 },
      failed_payment: null,
    })
    for (const other of shown) expect(other).toEqual(shown[0])
  })

  it.each([
    ['expire', 'expired', []],
    ['freeze', 'frozen', ['pro']],
  ] as const)('when the subscription ends, on_end says what becomes of access: %s', async (on_end, state, packages) => {
    const account = await subscriber()
    await account.set({ access: { on_end } })
    await account.receive(
      event('customer.subscription.deleted', subscription({ status: 'canceled', endedAt: NOW - HOUR }), {
        at: NOW - HOUR,
      }),
    )
    expect(await account.customer()).toMatchObject({ access: { state, code: 'ended' }, packages, stage: 'churned' })
  })
})
