import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { type InvoiceSeed, invoice } from '../../support/billing-payments.ts'
import { type Json, type RuleAccount, ruleAccount, secondsOf, sums } from './account.ts'

const BORN = NOW - 29 * DAY
const END = NOW + DAY
const PAUSE = { behavior: 'void', resumes_at: null } as const

const becomes = (seed: SubscriptionSeed, at: number): StripeEvent =>
  event('customer.subscription.updated', subscription({ created: BORN, ...seed }), { at })

/** Paid for until tomorrow, and nothing is collected from then on. */
async function paused(seed: SubscriptionSeed = {}, paid: InvoiceSeed = { periodEnd: END }): Promise<RuleAccount> {
  const account = await ruleAccount({ price_mapping: { price_1: ['pro'] } })
  await account.receive(
    event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
    event('customer.subscription.created', subscription({ created: BORN, periodEnd: END }), { at: BORN }),
    event('invoice.paid', invoice({ id: 'in_1', status: 'paid', created: BORN, ...paid }), {
      at: BORN,
    }),
    becomes({ periodEnd: END, pause: PAUSE, latestInvoice: 'in_1', ...seed }, NOW - DAY),
  )
  return account
}

async function shown(account: RuleAccount): Promise<Json> {
  const { access, mrr, packages } = await account.customer()
  return { code: access.code, since: secondsOf(access.since), mrr: sums(mrr), packages }
}

describe('2.12 collecting voided over several periods', () => {
  const FROZEN = { code: 'collection_paused', since: END, mrr: {}, packages: ['pro'] }

  it('a period that Stripe rolls on to is not paid for by the invoice of the one before it', async () => {
    const account = await paused()
    await account.passTime(DAY + MINUTE)
    expect(await shown(account)).toEqual(FROZEN)
    const rolled = { periodEnd: END + 30 * DAY, pause: PAUSE, latestInvoice: 'in_2' }
    await account.receive(
      becomes(rolled, END + 2),
      event('invoice.created', invoice({ id: 'in_2', status: 'draft', created: END }), { at: END + 2 }),
    )
    expect(await shown(account)).toEqual(FROZEN)
    await account.receive(
      event('invoice.voided', invoice({ id: 'in_2', status: 'void', created: END, periodEnd: END + 30 * DAY }), {
        at: END + HOUR,
      }),
    )
    expect(await shown(account)).toEqual(FROZEN)
    const { id } = await account.customer()
    const moved = await account.list(`/movements?customer=${id}`)
    expect(moved.map(({ kind }: Json) => kind).toReversed()).toEqual(['new', 'churn'])
  })

  it('it is frozen since the paid period ended, also after further invoices were voided', async () => {
    const account = await paused()
    await account.passTime(60 * DAY)
    for (const month of [0, 1]) {
      const at = END + month * 30 * DAY
      await account.receive(
        becomes({ periodEnd: at + 30 * DAY, pause: PAUSE, latestInvoice: `in_${month + 2}` }, at + 2),
        event('invoice.voided', invoice({ id: `in_${month + 2}`, status: 'void', created: at }), { at: at + HOUR }),
      )
    }
    expect(await shown(account)).toEqual(FROZEN)
  })

  it('an invoice that was paid and does not say for which period paid for one, whatever Stripe rolls on to', async () => {
    const account = await paused({}, {})
    await account.passTime(20 * DAY)
    await account.receive(becomes({ periodEnd: END + 30 * DAY, pause: PAUSE, latestInvoice: 'in_2' }, END + 2))
    const { code, since, mrr } = await shown(account)
    expect([code, mrr]).toEqual(['collection_paused', {}])
    // A month of the calendar has 28 to 31 days.
    expect(Math.abs(since - (BORN + 30 * DAY))).toBeLessThanOrEqual(2 * DAY)
  })

  it('since when it is frozen then does not change with the invoices that are voided after', async () => {
    const account = await paused({}, {})
    await account.passTime(200 * DAY)
    const states = []
    for (const month of [0, 1, 2, 3, 4, 5]) {
      const at = END + month * 30 * DAY
      await account.receive(
        becomes({ periodEnd: at + 30 * DAY, pause: PAUSE, latestInvoice: `in_${month + 2}` }, at + 2),
        event('invoice.voided', invoice({ id: `in_${month + 2}`, status: 'void', created: at }), { at: at + HOUR }),
      )
      states.push(await shown(account))
    }
    expect(states[0]).toMatchObject({ code: 'collection_paused', mrr: {} })
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1)
  })

  it('an invoice that is voided within the paid period takes nothing of it away', async () => {
    const account = await paused()
    await account.receive(
      event(
        'invoice.voided',
        invoice({ id: 'in_x', status: 'void', created: NOW - HOUR, reason: 'subscription_update' }),
        {
          at: NOW - HOUR,
        },
      ),
    )
    expect(await shown(account)).toMatchObject({ code: 'subscribed', packages: ['pro'] })
  })

  it('the day it is to be canceled comes also while it is frozen', async () => {
    const account = await paused({ pause: { ...PAUSE, resumes_at: NOW + 90 * DAY }, cancelAt: NOW + 10 * DAY })
    await account.passTime(2 * DAY)
    expect((await account.customer()).access.code).toBe('collection_paused')
    await account.passTime(9 * DAY)
    expect((await account.customer()).access.code).toBe('cancel_date_passed')
  })
})

describe('2.13 since when a subscription is paused', () => {
  it('Stripe says it, and later edits do not change it', async () => {
    const account = await ruleAccount()
    const of: SubscriptionSeed = { status: 'paused', pausedBecause: 'pause_requested', pausedAt: NOW - 5 * DAY }
    await account.receive(becomes(of, NOW - 5 * DAY), becomes({ ...of, metadata: { a: 'b' } }, NOW - DAY))
    expect(secondsOf((await account.customer()).access.since)).toBe(NOW - 5 * DAY)
  })

  it('a pause that was asked for did not begin when a trial ended long ago', async () => {
    const account = await ruleAccount()
    const of: SubscriptionSeed = { status: 'paused', pausedBecause: 'pause_requested', pausedAt: NOW - 2 * DAY }
    await account.receive(becomes({ ...of, trialEnd: NOW - 20 * DAY }, NOW - 2 * DAY))
    expect(secondsOf((await account.customer()).access.since)).toBe(NOW - 2 * DAY)
  })
})
