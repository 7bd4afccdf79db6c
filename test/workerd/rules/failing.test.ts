import { describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import { DAY, HOUR, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { charge, type InvoiceSeed, invoice } from '../../support/billing-payments.ts'
import { type Json, type RuleAccount, ruleAccount, secondsOf } from './account.ts'
import { imported } from './imported.ts'

const BORN = NOW - 90 * DAY
/** The renewal that is not paid. */
const T = NOW - 33 * DAY

const becomes = (seed: SubscriptionSeed, at: number): StripeEvent =>
  event('customer.subscription.updated', subscription({ created: BORN, ...seed }), { at })
const bill = (verb: string, seed: InvoiceSeed, at: number): StripeEvent =>
  event(`invoice.${verb}`, invoice(seed), { at })

async function subscriber(graceDays: number, settings: SettingsPatch = {}): Promise<RuleAccount> {
  const account = await ruleAccount({
    ...{ access: { grace_days: graceDays }, price_mapping: { price_1: ['pro'] } },
    ...settings,
  })
  await account.receive(
    event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
    event('customer.subscription.created', subscription({ created: BORN, latestInvoice: 'in_1' }), { at: BORN }),
    bill('paid', { id: 'in_1', status: 'paid', created: BORN, paidAt: BORN }, BORN),
  )
  return account
}

async function accessOf(account: RuleAccount): Promise<Json> {
  const { access } = await account.customer()
  return { state: access.state, code: access.code }
}

const SUSPENDED = { state: 'suspended', code: 'payment_failed' }
const ACTIVE = { state: 'active', code: 'subscribed' }

describe('what counts as a failed payment', () => {
  it('of two that failed in one second the same is shown, in whichever order they came', async () => {
    const failed = ['sub_1', 'sub_2'].map((of, at) =>
      bill('payment_failed', { id: `in_${of}`, subscription: of, amount: 500 * (at + 1), created: T, attempts: 1 }, T),
    )
    const shown = []
    for (const order of [failed, failed.toReversed()]) {
      const account = await ruleAccount()
      await account.receive(event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }), ...order)
      shown.push((await account.customer()).failed_payment)
    }
    expect(shown[0]).toMatchObject({ amount: 500 })
    expect(shown[1]).toEqual(shown[0])
  })

  it('an open invoice that was tried has not failed: a debit takes days, and access stays until Stripe says it failed', async () => {
    const account = await subscriber(0)
    const of = { id: 'in_2', created: NOW - 2 * HOUR }
    await account.receive(
      becomes({ latestInvoice: 'in_2' }, NOW - 2 * HOUR),
      bill('finalized', of, NOW - HOUR),
      bill('updated', { ...of, attempts: 1 }, NOW - HOUR + 2),
    )
    expect(await account.customer()).toMatchObject({ access: ACTIVE, failed_payment: null })
    expect((await account.customer()).access.reason).toBe('Subscription sub_1 is active, so access is active.')
    await account.receive(bill('payment_failed', { ...of, attempts: 1 }, NOW - HOUR + 9))
    expect(await account.customer()).toMatchObject({ access: SUSPENDED, failed_payment: { amount: 2000, attempts: 1 } })
  })

  it('a renewal that has to be confirmed by the customer counts as failed', async () => {
    const account = await subscriber(0)
    await account.receive(
      bill('payment_action_required', { id: 'in_2', created: NOW - HOUR, attempts: 1 }, NOW - HOUR + 2),
    )
    expect(await accessOf(account)).toEqual(SUSPENDED)
  })

  it('an invoice that was sent is overdue where nobody ever tried to collect it', async () => {
    const account = await subscriber(0)
    await account.receive(
      bill('finalized', { id: 'in_2', created: T }, T),
      becomes({ status: 'past_due', latestInvoice: 'in_2' }, NOW - DAY),
    )
    expect((await account.customer()).access.reason).toBe(
      'An invoice of subscription sub_1 is overdue, so access is suspended until it is paid.',
    )
  })

  it('an answer of the API says by the status of the subscription that a payment failed, and it failed when it was finalised, whichever comes first', async () => {
    const snapshots = [
      ['subscription', subscription({ created: BORN, status: 'past_due', latestInvoice: 'in_2' })],
      [
        'invoice',
        { ...invoice({ id: 'in_2', created: T, attempts: 3 }), status_transitions: { finalized_at: T + HOUR } },
      ],
    ] as const
    for (const order of [snapshots, snapshots.toReversed()]) {
      const account = await ruleAccount({ access: { grace_days: 40 } })
      await imported(account.tenant, ['customer', stripeCustomer({ created: BORN })], ...order)
      const { access, failed_payment } = await account.customer()
      expect([access.code, secondsOf(access.until)]).toEqual(['in_grace', T + HOUR + 40 * DAY])
      expect([failed_payment.attempts, secondsOf(failed_payment.at)]).toEqual([3, T + HOUR])
    }
  })

  it('the failed payment tells when it failed first, not when it was looked at last', async () => {
    const account = await subscriber(0)
    await account.receive(bill('payment_failed', { id: 'in_2', created: T, attempts: 1 }, T + HOUR))
    await account.receive(bill('payment_failed', { id: 'in_2', created: T, attempts: 2 }, T + 3 * DAY))
    expect(secondsOf((await account.customer()).failed_payment.at)).toBe(T + HOUR)
  })
})

describe('how long a payment has been failing', () => {
  const failingFromTo3 = [
    becomes({ latestInvoice: 'in_2' }, T),
    bill('payment_failed', { id: 'in_2', created: T, attempts: 1 }, T + HOUR),
    becomes({ status: 'past_due', latestInvoice: 'in_2' }, T + HOUR),
    becomes({ status: 'past_due', latestInvoice: 'in_3' }, T + 30 * DAY),
    bill('payment_failed', { id: 'in_3', created: T + 30 * DAY, attempts: 1 }, T + 30 * DAY + HOUR),
  ]

  it('grace begins once: the next period that fails too does not begin it anew, in any order', async () => {
    for (const order of [failingFromTo3, failingFromTo3.toReversed()]) {
      const account = await subscriber(7)
      await account.receive(...order)
      const { access } = await account.customer()
      expect(access).toMatchObject(SUSPENDED)
      expect(secondsOf(access.since)).toBe(T + HOUR + 7 * DAY)
    }
  })

  it.each<[string, StripeEvent[]]>([
    ['the payment', [bill('paid', { id: 'in_2', status: 'paid', created: T, paidAt: T + DAY }, T + DAY)]],
    ['the subscription that became active', [becomes({ latestInvoice: 'in_2' }, T + DAY)]],
  ])('what failed before %s is over: the next failure has a grace of its own', async (_, well) => {
    const [rolled, failed, pastDue, , next] = failingFromTo3
    const all = [rolled, failed, pastDue, ...well, next].filter((one) => one !== undefined)
    for (const order of [all, all.toReversed()]) {
      const account = await subscriber(7)
      await account.receive(...order)
      const { access } = await account.customer()
      expect([access.code, secondsOf(access.until)]).toEqual(['in_grace', T + 30 * DAY + HOUR + 7 * DAY])
    }
  })

  it('weeks of failures do not push out the first', async () => {
    const account = await subscriber(30)
    const weeks = Array.from({ length: 8 }, (_, week) => T - 30 * DAY + week * 7 * DAY)
    await account.receive(
      ...weeks.map((at, week) => bill('payment_failed', { id: `in_w${week}`, created: at, attempts: 1 }, at)),
    )
    expect(secondsOf((await account.customer()).access.since)).toBe(T)
  })

  it('without grace access is suspended also where the failure is ahead of our clock', async () => {
    const account = await subscriber(0)
    await account.receive(bill('payment_failed', { id: 'in_2', created: NOW, attempts: 1 }, NOW + 30))
    expect(await accessOf(account)).toEqual(SUSPENDED)
  })

  it('a newer invoice that is voided changes nothing: the one before it decides', async () => {
    const account = await subscriber(0)
    const upgrade: InvoiceSeed = { id: 'in_up', created: NOW - DAY, reason: 'subscription_update' }
    await account.receive(
      bill('payment_failed', { id: 'in_2', created: T, attempts: 4 }, T),
      becomes({ status: 'past_due', latestInvoice: 'in_2' }, T),
      bill('finalized', upgrade, NOW - DAY),
      bill('voided', { ...upgrade, status: 'void' }, NOW - HOUR),
    )
    expect(await accessOf(account)).toEqual(SUSPENDED)
  })

  it('where the failing invoice itself is voided, the one before it was paid', async () => {
    const account = await subscriber(0)
    await account.receive(
      bill('payment_failed', { id: 'in_2', created: T, attempts: 4 }, T),
      becomes({ status: 'past_due', latestInvoice: 'in_2' }, T),
      bill('voided', { id: 'in_2', status: 'void', created: T, attempts: 4 }, NOW - HOUR),
    )
    expect(await account.customer()).toMatchObject({ access: ACTIVE, failed_payment: null })
  })

  it('no failed payment is left once the invoice is written off and the subscription is active again', async () => {
    const account = await subscriber(0)
    const of: InvoiceSeed = { id: 'in_2', created: T, attempts: 1 }
    await account.receive(
      event('charge.failed', charge({ id: 'ch_f', status: 'failed', created: T }), { at: T }),
      bill('payment_failed', of, T),
      becomes({ status: 'past_due', latestInvoice: 'in_2' }, T),
      bill('marked_uncollectible', { ...of, status: 'uncollectible' }, T + DAY),
      becomes({ latestInvoice: 'in_2' }, T + DAY),
    )
    expect(await account.customer()).toMatchObject({ access: ACTIVE, failed_payment: null })
  })

  it('access is active since the subscription began, also where a payment was late, and later renewals change nothing', async () => {
    const account = await subscriber(7)
    await account.receive(
      bill('payment_failed', { id: 'in_2', created: T, attempts: 1 }, T),
      bill('paid', { id: 'in_2', created: T, attempts: 2, status: 'paid', paidAt: T + DAY }, T + DAY),
    )
    const renewal = bill('paid', { id: 'in_3', created: NOW - DAY, status: 'paid', paidAt: NOW - DAY }, NOW - DAY)
    expect(secondsOf((await account.customer()).access.since)).toBe(BORN)
    await account.receive(renewal)
    const { access } = await account.customer()
    expect([secondsOf(access.since), access.reason]).toEqual([
      BORN,
      'Subscription sub_1 is paid for, so access is active.',
    ])
    const { changes } = await account.event(renewal.id)
    expect(changes.filter(({ field }: Json) => field === 'access')).toEqual([])
  })
})
