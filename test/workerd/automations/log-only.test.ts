import { describe, expect, it } from 'vitest'
import { automationReport } from '../../../worker/http/schemas/automation.ts'
import { run } from '../../../worker/http/schemas/run.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { incoming, rpc } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, runsOf, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const SIGN_UP = [
  event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
  event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1, id: 'evt_subscription' }),
]
const paid = (id: string): StripeEvent =>
  event('invoice.paid', invoice({ id, status: 'paid', created: NOW, paidAt: NOW }), { at: NOW, id: `evt_${id}` })
const TAG = [{ type: 'add_tag' as const, tag: 'done' }]

interface Logging {
  account: RuleAccount
  id: string
  /** What was set of it by then. */
  change: (patch: object) => Promise<void>
  /** Of each of its runs: whether it only records, its status, and what its steps say. */
  told: () => Promise<[boolean, string, string[]][]>
}

/** An account whose one automation is on and only records, unless it says otherwise. */
async function logging(input: Partial<Parameters<typeof anAutomation>[1]>): Promise<Logging> {
  const account = await ruleAccount()
  const whole = { trigger: { type: 'payment.succeeded' as const }, actions: TAG, logOnly: true, ...input }
  const id = await anAutomation(account.tenant, whole)
  await sinceEver(account.tenant)
  return {
    ...{ account, id },
    change: async (patch) => {
      expect((await account.ask('PATCH', `/automations/${id}`, patch)).status).toBe(200)
    },
    told: async () =>
      (await runsOf(account.tenant)).map((one) => [
        one.logOnly ?? false,
        one.stopped?.code ?? one.status,
        one.steps.map(({ result }) => result),
      ]),
  }
}

const tagsOf = async ({ account }: Logging): Promise<string[]> => (await account.customer()).tags

describe('an automation that only records', () => {
  it('acts on nothing, and its run says step by step what it would have done', async () => {
    const account = await ruleAccount()
    const template = await aTemplate(account.tenant)
    const endpoint = { url: 'https://hooks.example/log', events: ['automation.fired', 'customer.updated'] }
    const { id: hook } = (await account.ask('POST', '/endpoints', { ...endpoint, status: 'disabled' })).body
    await account.receive(...SIGN_UP)
    const automation = await anAutomation(account.tenant, {
      ...{ trigger: { type: 'payment.succeeded' }, logOnly: true },
      actions: [
        ...[{ type: 'send_email' as const, template }, ...TAG, { type: 'remove_tag' as const, tag: 'old' }],
        ...[{ type: 'set_field' as const, key: 'source', value: 'stripe' }],
        ...[
          { type: 'set_access' as const, state: 'suspended' as const },
          { type: 'webhook' as const, endpoint: hook },
        ],
      ],
    })
    await sinceEver(account.tenant)
    await account.receive(event('invoice.created', invoice({ id: 'in_1', created: NOW }), { at: NOW }))
    await account.receive(paid('in_1'))
    const [one, ...more] = await account.list(`/automations/${automation}/runs`)
    expect([one.log_only, one.status, more]).toEqual([true, 'done', []])
    expect(one.steps.map(({ result, delivery }: Json) => [result, delivery])).toEqual([
      ['Would send the template “Plain”.', null],
      ['Would add the tag done.', null],
      ['Would remove the tag old.', null],
      ['Would set the field source.', null],
      ['Would set access to suspended.', null],
      ['Would call https://hooks.example/log.', null],
    ])
    expect(run.strict().parse(one)).toEqual(one)
    const { tags, fields, access } = await account.customer()
    expect([tags, fields.source, access.state]).toEqual([[], undefined, 'active'])
    expect((await deliveriesOf(account.tenant)).filter(({ run: of }) => of !== null)).toEqual([])
    expect((await account.event('evt_in_1')).runs).toMatchObject([{ id: one.id, log_only: true }])
  })

  it('stops where it could not act, as on conditions', async () => {
    const lost = await logging({ actions: [{ type: 'send_email' }] })
    await lost.account.receive(...SIGN_UP, paid('in_1'))
    expect(await lost.told()).toEqual([[true, 'no_template', []]])
    const asking = await logging({ conditions: [{ field: 'mrr', op: 'gte', value: 9_000_000 }] })
    await asking.account.receive(...SIGN_UP, paid('in_1'))
    expect(await asking.told()).toEqual([[true, 'condition', []]])
  })

  it.each(['never', { after_days: 20 }] as const)(
    're-entry %j holds among what is recorded, and keeps nothing from acting later',
    async (reentry) => {
      const automation = await logging({ reentry })
      await automation.account.receive(...SIGN_UP, paid('in_1'), paid('in_2'))
      await automation.change({ log_only: false })
      await automation.account.receive(paid('in_3'), paid('in_4'))
      await automation.change({ log_only: true })
      await automation.account.receive(paid('in_5'))
      expect(await automation.told()).toEqual([
        [true, 'done', ['Would add the tag done.']],
        [true, 'reentry', []],
        [false, 'done', ['adds the tag done.']],
        [false, 'reentry', []],
        [true, 'reentry', []],
      ])
    },
  )

  it('turned to acting, it acts on what happens next, never on what it has recorded', async () => {
    const automation = await logging({})
    await automation.account.receive(...SIGN_UP, paid('in_1'))
    await automation.change({ log_only: false })
    const again = event('invoice.payment_succeeded', invoice({ id: 'in_1', status: 'paid', paidAt: NOW }), { at: NOW })
    await automation.account.receive(paid('in_1'), again)
    expect(await automation.told()).toEqual([[true, 'done', ['Would add the tag done.']]])
    expect(await tagsOf(automation)).toEqual([])
    await automation.account.receive(paid('in_2'))
    expect(await tagsOf(automation)).toEqual(['done'])
  })

  const LATE = [{ type: 'wait' as const, days: 2 }, ...TAG]
  it('a run that began while it recorded does so to its end', async () => {
    const automation = await logging({ actions: LATE })
    await automation.account.receive(...SIGN_UP, paid('in_1'))
    await automation.change({ log_only: false })
    await automation.account.passTime(3 * DAY)
    expect(await automation.told()).toEqual([
      [true, 'done', [expect.stringMatching(/^Waits until /), 'Would add the tag done.']],
    ])
    expect(await tagsOf(automation)).toEqual([])
  })

  it('a run that began before acts no more once it only records, nor after that', async () => {
    const automation = await logging({ logOnly: false, actions: [...LATE, { type: 'wait', days: 2 }, ...TAG] })
    await automation.account.receive(...SIGN_UP, paid('in_1'))
    await automation.change({ log_only: true })
    await automation.account.passTime(3 * DAY)
    await automation.change({ log_only: false })
    await automation.account.passTime(3 * DAY)
    const waits = expect.stringMatching(/^Waits until /)
    expect(await automation.told()).toEqual([
      [true, 'done', [waits, 'Would add the tag done.', waits, 'Would add the tag done.']],
    ])
    expect(await tagsOf(automation)).toEqual([])
  })

  it('counts no goal, and the report counts its runs apart', async () => {
    const goal = { conditions: [{ field: 'stage', op: 'eq' as const, value: 'customer' }], within_days: 5 }
    const automation = await logging({ reentry: 'never', goal })
    await automation.account.receive(...SIGN_UP, paid('in_1'), paid('in_2'))
    const [first] = await automation.account.list('/runs?status=done')
    expect(first.goal).toBeNull()
    const reportOf = async (): Promise<Json> =>
      (await automation.account.ask('GET', `/automations/${automation.id}/report`)).body
    const logged = await reportOf()
    expect(automationReport.strict().parse(logged)).toMatchObject({
      ...{ runs: 0, stopped: 0, goal_reached: 0, log_only: { runs: 1, stopped: 1 } },
    })
    await automation.change({ log_only: false })
    await automation.account.receive(paid('in_3'), paid('in_4'))
    const { id } = await automation.account.customer()
    await automation.account.ask('PATCH', `/customers/${id}`, { tags: ['seen'] })
    expect(await reportOf()).toMatchObject({
      ...{ runs: 1, stopped: 1, goal_reached: 1, log_only: { runs: 1, stopped: 1 } },
    })
  })

  it('is simulated as what it is: told, with nothing sent or changed', async () => {
    const account = await ruleAccount()
    const template = await aTemplate(account.tenant)
    const actions = [{ type: 'send_email' as const, template }, ...TAG]
    await anAutomation(account.tenant, {
      ...{ name: 'Records', trigger: { type: 'payment.succeeded' }, actions, logOnly: true },
    })
    await anAutomation(account.tenant, {
      ...{ name: 'Waits', trigger: { type: 'payment.failed' }, actions, logOnly: true },
    })
    await anAutomation(account.tenant, { name: 'Acts', trigger: { type: 'payment.succeeded' }, actions: TAG })
    await account.receive(...SIGN_UP)
    const { runs, mails, customer } = await rpc(account.tenant).simulate(account.tenant, [incoming(paid('in_1'))], {})
    expect(
      runs
        .map((one) => [one.automation.name, one.logOnly, one.status, one.steps])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['Acts', false, 'done', ['adds the tag done.']],
      ['Records', true, 'done', ['Would send the template “Plain”.', 'Would add the tag done.']],
      ['Waits', true, null, []],
    ])
    expect([mails, customer?.tags]).toEqual([[], ['done']])
  })
})
