import { describe, expect, it } from 'vitest'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, runsOf, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const SIGN_UP = [
  event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
  event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1 }),
]
const VIP = { conditions: [{ field: 'tags', op: 'contains' as const, value: 'vip' }], within_days: 7 }

async function aiming(input: Partial<Parameters<typeof anAutomation>[1]>): Promise<RuleAccount> {
  const account = await ruleAccount()
  await anAutomation(account.tenant, {
    trigger: { type: 'subscription.created' },
    actions: [{ type: 'set_field', key: 'seen', value: true }],
    goal: VIP,
    ...input,
  })
  await sinceEver(account.tenant)
  return account
}

const reported = async (account: RuleAccount): Promise<number[]> => {
  const [automation] = await account.list('/automations')
  const { body } = await account.ask('GET', `/automations/${automation.id}/report`)
  return [body.goal_reached, body.goal_missed]
}

describe('the goal of a run', () => {
  it('that its own action reaches is reached', async () => {
    const account = await aiming({ actions: [{ type: 'add_tag', tag: 'vip' }] })
    await account.receive(...SIGN_UP)
    expect(await runsOf(account.tenant)).toMatchObject([
      { status: 'done', goal: { mrrBefore: 2_000, mrrThen: 2_000, reachedAtMs: expect.any(Number) } },
    ])
    expect(await reported(account)).toEqual([1, 0])
  })

  it('that holds as the run begins is reached at once, though nothing changes any more', async () => {
    const conditions = [{ field: 'subscription_status', op: 'eq' as const, value: 'active' }]
    const account = await aiming({ goal: { conditions, within_days: 7 } })
    await account.receive(...SIGN_UP)
    await account.passTime(8 * DAY)
    expect(await reported(account)).toEqual([1, 0])
  })

  it('that ends while the run goes on after a wait stays with the run as it was settled', async () => {
    const account = await aiming({
      actions: [
        { type: 'wait', days: 7 },
        { type: 'set_field', key: 'late', value: true },
      ],
    })
    await account.receive(...SIGN_UP)
    await account.passTime(7 * DAY + HOUR)
    expect(await runsOf(account.tenant)).toMatchObject([
      { status: 'done', goal: { reachedAtMs: null, mrrThen: 2_000 } },
    ])
    expect(await reported(account)).toEqual([0, 1])
  })

  it('goes over with its customer that is merged into another', async () => {
    const account = await aiming({})
    await account.receive(...SIGN_UP)
    const { id } = await account.customer()
    const into = (await account.ask('POST', '/customers', { name: 'Ada', email: 'ada@other.test' })).body.id
    expect((await account.ask('POST', `/customers/${id}/merge`, { into })).status).toBe(200)
    expect((await account.ask('PATCH', `/customers/${into}`, { tags: ['vip'] })).status).toBe(200)
    expect(await reported(account)).toEqual([1, 0])
  })

  it('outlives the days that events are kept', async () => {
    const account = await aiming({ goal: { ...VIP, within_days: 60 } })
    await account.set({ retention: { payload_days: 1, event_days: 30 } })
    await account.receive(...SIGN_UP)
    await account.passTime(40 * DAY)
    await account.receive()
    const { id } = await account.customer()
    await account.ask('PATCH', `/customers/${id}`, { tags: ['vip'] })
    expect(await reported(account)).toEqual([1, 0])
    await account.passTime(31 * DAY)
    await account.receive()
    expect(await runsOf(account.tenant)).toEqual([])
  })
})
