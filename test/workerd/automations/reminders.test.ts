import { describe, expect, it } from 'vitest'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, runsOf } from './automations.ts'

const BORN = NOW - 5 * DAY
const sub = (seed: object): object => ({ created: BORN, periodEnd: NOW + 25 * DAY, ...seed })

async function causes(account: RuleAccount): Promise<string[]> {
  return (await runsOf(account.tenant)).map(({ occurrence }) => occurrence.cause.replace(/ \d{4}-.*Z /, ' … '))
}

async function subscribed(seed: object = {}): Promise<RuleAccount> {
  const account = await ruleAccount()
  await account.receive(
    event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
    event('customer.subscription.created', subscription(sub(seed)), { at: BORN }),
  )
  return account
}

describe('reminders come from our own clock', () => {
  it('once, so many days before the renewal, for those who were there when it was turned on too', async () => {
    const account = await subscribed()
    const actions = [{ type: 'add_tag' as const, tag: 'soon' }]
    await anAutomation(account.tenant, { trigger: { type: 'subscription.renewing', days: 10 }, actions })
    await anAutomation(account.tenant, { trigger: { type: 'subscription.renewing' }, actions })
    await account.passTime(15 * DAY - HOUR)
    expect(await causes(account)).toEqual([])
    await account.passTime(2 * HOUR)
    expect(await causes(account)).toEqual(['renewing sub_1 … 10'])
    await account.passTime(3 * DAY)
    expect(await causes(account)).toEqual(['renewing sub_1 … 10', 'renewing sub_1 … 7'])
    await account.passTime(20 * DAY)
    expect(await causes(account)).toHaveLength(2)
  })

  it('no reminder of a renewal that will not be: a cancel is scheduled', async () => {
    const account = await subscribed()
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.renewing' },
      actions: [{ type: 'add_tag', tag: 'soon' }],
    })
    const ending = subscription(sub({ cancelAtPeriodEnd: true }) as never)
    await account.receive(event('customer.subscription.updated', ending, { at: NOW }))
    await account.passTime(24 * DAY)
    expect(await causes(account)).toEqual([])
  })

  it('the end of a trial is told once, by Stripe or by our clock, whichever is first', async () => {
    const trialEnd = NOW + 10 * DAY
    const account = await subscribed({ status: 'trialing', trialEnd, periodEnd: trialEnd })
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.trial_ending' },
      actions: [{ type: 'add_tag', tag: 'trial' }],
    })
    await account.passTime(7 * DAY + HOUR)
    const told = subscription(sub({ status: 'trialing', trialEnd, periodEnd: trialEnd }) as never)
    await account.receive(event('customer.subscription.trial_will_end', told, { at: NOW + 7 * DAY }))
    expect(await causes(account)).toEqual(['trial_ending sub_1 … 3'])
  })
})
