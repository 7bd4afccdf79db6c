import { describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import { DAY, MINUTE, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type Version } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { type RuleAccount, ruleAccount, secondsOf, sums, timeless } from './account.ts'

const PERIOD_END = NOW + 20 * DAY

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

let second = NOW - DAY

/** The subscription is now so. */
const becomes = (seed: SubscriptionSeed, version?: Version) => {
  second += 1
  return event('customer.subscription.updated', subscription(seed), { at: second, ...(version && { version }) })
}

async function subscriber(settings: SettingsPatch = {}): Promise<RuleAccount> {
  const account = await ruleAccount({ price_mapping: { price_1: ['pro'] }, ...settings })
  await account.receive(event('customer.created', stripeCustomer(), { at: NOW - 10 * DAY }), becomes({}))
  return account
}

describe('ends', () => {
  it.each<[string, SubscriptionSeed]>([
    ['the flag alone', { cancelAtPeriodEnd: true }],
    ['the date alone', { cancelAt: PERIOD_END }],
    ['flag and date', { cancelAtPeriodEnd: true, cancelAt: PERIOD_END }],
  ])(
    '2.11 scheduled to cancel by %s: access and MRR last until the date, committed MRR is 0 at once',
    async (_, seed) => {
      const account = await subscriber()
      await account.receive(becomes({ ...seed, canceledAt: NOW - DAY }))
      const scheduled = await account.customer()
      expect(scheduled).toMatchObject({ access: { state: 'active' }, packages: ['pro'], stage: 'customer' })
      expect([sums(scheduled.mrr), sums(scheduled.committed_mrr)]).toEqual([{ usd: 2000 }, {}])
      expect([secondsOf(scheduled.cancel_at), secondsOf(scheduled.access.until)]).toEqual([PERIOD_END, PERIOD_END])
      expect(scheduled.renewal_date).toBeNull()
      expect(scheduled.access.reason).toBe(
        `Subscription sub_1 is active and set to be canceled on ${day(PERIOD_END)}, so access is active until then.`,
      )

      await account.passTime(20 * DAY + MINUTE)
      const ended = await account.customer()
      expect(ended).toMatchObject({ access: { state: 'expired', code: 'cancel_date_passed' }, packages: [] })
      expect(sums(ended.mrr)).toEqual({})
    },
  )

  it('2.11 where on_end is freeze, packages stay as they were when the date has come', async () => {
    const account = await subscriber({ access: { on_end: 'freeze' } })
    await account.receive(becomes({ cancelAt: PERIOD_END }))
    await account.passTime(20 * DAY + MINUTE)
    expect(await account.customer()).toMatchObject({ access: { state: 'frozen' }, packages: ['pro'] })
  })

  it('2.11 taking the cancel back clears both, as if it had never been', async () => {
    const account = await subscriber()
    const before = timeless(await account.customer())
    await account.receive(becomes({ cancelAtPeriodEnd: true, cancelAt: PERIOD_END, canceledAt: NOW - DAY }))
    await account.receive(becomes({}))
    expect({ ...timeless(await account.customer()), fields: null }).toEqual({ ...before, fields: null })
  })

  it('2.11 in a trial, and where a payment failed, the reason tells of a cancel that is to come', async () => {
    const account = await subscriber({ access: { grace_days: 30 } })
    const cancelAt = PERIOD_END
    const reason = async () => (await account.customer()).access.reason
    await account.receive(becomes({ status: 'trialing', trialEnd: NOW + 5 * DAY, cancelAt }))
    expect(await reason()).toBe(
      `Subscription sub_1 is in its trial until ${day(NOW + 5 * DAY)} and set to be canceled on ${day(cancelAt)}, so access is active until then.`,
    )
    await account.receive(becomes({ status: 'past_due', cancelAt }))
    expect(await reason()).toContain(`. The subscription is set to be canceled on ${day(cancelAt)}.`)
  })

  it('2.11 a new canceled_at alone means nothing', async () => {
    const account = await subscriber()
    await account.receive(becomes({ canceledAt: NOW - DAY }))
    const shown = await account.customer()
    expect(shown).toMatchObject({ access: { state: 'active' }, cancel_at: null })
    expect(sums(shown.committed_mrr)).toEqual({ usd: 2000 })
  })
})

describe('pauses', () => {
  const VOID: SubscriptionSeed = { pause: { behavior: 'void', resumes_at: NOW + 60 * DAY } }
  const VOIDED = `Collecting for subscription sub_1, paid for until ${day(PERIOD_END)}, is paused (its invoices are voided)`
  const TOLD = {
    freeze: `, so access is active until ${day(PERIOD_END)} and frozen after that for as long as the pause lasts.`,
    suspend: `, so access is active until ${day(PERIOD_END)} and suspended after that for as long as the pause lasts.`,
    keep: ', and the settings keep access in a pause, so it is active.',
  }
  const RESUMES = ` Collecting resumes on ${day(NOW + 60 * DAY)}.`

  it.each([
    ['freeze', 'frozen', ['pro']],
    ['suspend', 'suspended', ['pro']],
    ['keep', 'active', ['pro']],
  ] as const)(
    '2.12 collecting voided: once the paid period is over on_pause says what happens: %s',
    async (on_pause, state, packages) => {
      const account = await subscriber({ access: { on_pause } })
      await account.receive(becomes(VOID))
      const paid = await account.customer()
      expect([paid.access.state, sums(paid.mrr)]).toEqual(['active', { usd: 2000 }])
      expect(secondsOf(paid.subscriptions[0].pause.resumes_at)).toBe(NOW + 60 * DAY)
      expect(paid.access.reason).toBe(`${VOIDED}${TOLD[on_pause]}${RESUMES}`)

      await account.passTime(20 * DAY + MINUTE)
      const over = await account.customer()
      expect(over).toMatchObject({ access: { state }, packages, subscription_status: 'active' })
      expect(sums(over.mrr)).toEqual({})
      expect(over.access.reason).toBe(
        on_pause === 'keep'
          ? paid.access.reason
          : `Collecting for subscription sub_1 is paused (its invoices are voided) and the paid period ended on ${day(PERIOD_END)}, so access is ${state}.${RESUMES}`,
      )
    },
  )

  it('2.12 the reason tells of a cancel that is to come before or after the paid period is over', async () => {
    const account = await subscriber()
    await account.receive(becomes({ ...VOID, cancelAt: NOW + 9 * DAY }))
    expect((await account.customer()).access.reason).toBe(
      `${VOIDED}, so access is active until ${day(NOW + 9 * DAY)}.${RESUMES} The subscription is set to be canceled on ${day(NOW + 9 * DAY)}.`,
    )
    await account.receive(becomes({ ...VOID, cancelAt: NOW + 99 * DAY }))
    expect((await account.customer()).access.reason).toBe(
      `${VOIDED}${TOLD.freeze}${RESUMES} The subscription is set to be canceled on ${day(NOW + 99 * DAY)}.`,
    )
  })

  it.each(['mark_uncollectible', 'keep_as_draft'] as const)(
    '2.12 %s is free service: access stays, and MRR is 0 at once as nothing is collected',
    async (behavior) => {
      const account = await subscriber()
      await account.receive(becomes({ pause: { behavior, resumes_at: null } }))
      const shown = await account.customer()
      expect([shown.access.state, shown.packages, sums(shown.mrr)]).toEqual(['active', ['pro'], {}])
      const how = behavior === 'keep_as_draft' ? 'stay drafts' : 'are marked uncollectible'
      expect(shown.access.reason).toBe(
        `Collecting for subscription sub_1 is paused (its invoices ${how}), which takes nothing away, so access is active.`,
      )
      await account.passTime(20 * DAY + MINUTE)
      expect((await account.customer()).access.state).toBe('active')
    },
  )

  it('2.12 what MRR does in a pause is a setting of its own', async () => {
    const account = await subscriber({ mrr: { pause: 'keep' } })
    await account.receive(becomes(VOID))
    await account.passTime(20 * DAY + MINUTE)
    const shown = await account.customer()
    expect([shown.access.state, sums(shown.mrr)]).toEqual(['frozen', { usd: 2000 }])
  })

  it('2.13 status "paused" freezes access with its packages, makes MRR 0, and keeps the reason beside it', async () => {
    const account = await subscriber()
    await account.receive(becomes({ status: 'paused', pausedBecause: 'pause_requested' }))
    const shown = await account.customer()
    expect(shown).toMatchObject({
      ...{ access: { state: 'frozen', code: 'paused' }, packages: ['pro'], stage: 'churned' },
      ...{ subscription_status: 'paused', subscriptions: [{ status_reason: 'pause_requested' }] },
    })
    expect(sums(shown.mrr)).toEqual({})
  })

  it('2.13 stage rules tell one reason of a pause from another; without one it is the end of a trial', async () => {
    const stages = [
      { name: 'ended trial', statuses: ['paused.trial_end_without_payment_method'] },
      { name: 'on leave', statuses: ['paused'] },
    ]
    const account = await subscriber({ stages })
    await account.receive(becomes({ status: 'paused', pausedBecause: 'pause_requested' }))
    expect((await account.customer()).stage).toBe('on leave')
    await account.receive(becomes({ status: 'paused', pausedBecause: 'trial_end_without_payment_method' }))
    expect((await account.customer()).stage).toBe('ended trial')
    await account.receive(becomes({}), becomes({ status: 'paused' }, '2025-02-24.acacia'))
    expect((await account.customer()).stage).toBe('ended trial')
  })
})

describe('trials and first payments', () => {
  it.each(['incomplete', 'incomplete_expired'] as const)(
    '2.14 %s never grants access, and a failure of its payment suspends nothing',
    async (status) => {
      const account = await ruleAccount({ access: { grace_days: 7 }, price_mapping: { price_1: ['pro'] } })
      await account.receive(
        event('customer.created', stripeCustomer(), { at: NOW - 9 }),
        event('customer.subscription.created', subscription({ status }), { at: NOW - 8 }),
        event('invoice.payment_failed', invoice({ attempts: 1, reason: 'subscription_create' }), { at: NOW - 7 }),
        event('invoice.payment_action_required', invoice({ attempts: 1, reason: 'subscription_create' }), {
          at: NOW - 6,
        }),
      )
      const shown = await account.customer()
      const access = { state: 'none', code: status, until: null }
      expect(shown).toMatchObject({ access, packages: [], stage: null })
      expect(sums(shown.mrr)).toEqual({})
    },
  )

  it('2.14 once the customer has authenticated, the first payment makes access active', async () => {
    const account = await ruleAccount()
    await account.receive(
      event('customer.subscription.created', subscription({ status: 'incomplete' }), { at: NOW - 8 }),
      event('invoice.payment_action_required', invoice({ attempts: 1, reason: 'subscription_create' }), {
        at: NOW - 7,
      }),
      event('invoice.paid', invoice({ status: 'paid', reason: 'subscription_create' }), { at: NOW - 5 }),
      event('customer.subscription.updated', subscription({ latestInvoice: 'in_1' }), { at: NOW - 5 }),
    )
    expect((await account.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
  })

  it.each<[string, SubscriptionSeed, RegExp]>([
    ['ends in 3 days', { status: 'trialing', trialEnd: NOW + 3 * DAY }, /trial.* ends in 3 days/i],
    ['has ended', { status: 'active', trialEnd: NOW - 5 }, /trial.* has ended/i],
  ])('2.15 "trial will end" is compared with now before anything is said: it %s', async (_, seed, sentence) => {
    const account = await ruleAccount()
    const notice = event('customer.subscription.trial_will_end', subscription(seed), { at: NOW - 4 })
    await account.receive(event('customer.subscription.created', subscription(seed), { at: NOW - 4 }), notice)
    expect((await account.event(notice.id)).notes.join(' ')).toMatch(sentence)
    expect((await account.customer()).access.state).toBe('active')
  })

  it('2.15 a trial grants access, counts as trial MRR only, and shows when it ends', async () => {
    const account = await ruleAccount()
    await account.receive(becomes({ status: 'trialing', trialEnd: NOW + 3 * DAY }))
    const shown = await account.customer()
    expect(shown).toMatchObject({ access: { state: 'active', code: 'trial' }, stage: 'trial' })
    expect([sums(shown.mrr), sums(shown.trial_mrr), secondsOf(shown.trial_end)]).toEqual([
      {},
      { usd: 2000 },
      NOW + 3 * DAY,
    ])
  })
})
