import { beforeAll, describe, expect, it } from 'vitest'
import { automation, automationReport } from '../../../worker/http/schemas/automation.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'
import { insertPrice, insertProduct } from './rows.ts'

const TAGGED = { name: 'Late payers', trigger: { type: 'payment.failed' }, actions: [{ type: 'add_tag', tag: 'late' }] }

async function refusals(body: object): Promise<[pointer: string, code: string][]> {
  const answer = await call('POST', '/api/v1/automations', { body: { ...TAGGED, ...body } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(422)
  return answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
}

describe('an automation', () => {
  let account: RuleAccount
  let other: RuleAccount
  beforeAll(async () => {
    account = await ruleAccount()
    other = await ruleAccount()
  })

  it('is a draft that everybody may go through again, unless it says otherwise', async () => {
    const { status, body } = await account.ask('POST', '/automations', TAGGED)
    expect([status, body]).toEqual([
      201,
      {
        ...TAGGED,
        ...{ id: expect.stringMatching(/^auto_/), object: 'automation', status: 'draft', conditions: [] },
        ...{
          reentry: 'always',
          goal: null,
          log_only: false,
          version: 1,
          on_since: null,
          paused_because: null,
          job: null,
        },
        ...{ created_at: body.created_at, updated_at: body.created_at },
      },
    ])
    const { job: _job, ...made } = body
    const shown = (await account.ask('GET', `/automations/${made.id}`)).body
    expect(shown).toEqual(made)
    expect(automation.strict().parse(shown)).toEqual(shown)
  })

  it('keeps all that is written into it', async () => {
    const whole = {
      name: 'Win back',
      status: 'on',
      trigger: { type: 'subscription.renewing', days: 9, product: 'prod_1', price: 'price_1' },
      conditions: [
        { field: 'mrr', op: 'gte', value: 1000 },
        { field: 'event.data.lines.data.0.amount', op: 'gt', value: 5 },
      ],
      actions: [
        { type: 'send_email' },
        { type: 'wait', days: 1, hours: 12 },
        { type: 'remove_tag', tag: 'late' },
        { type: 'set_field', key: 'seats', value: 3 },
        { type: 'set_field', key: 'note', value: null },
        { type: 'set_access', state: 'suspended' },
      ],
      reentry: { after_days: 30 },
      goal: { conditions: [{ field: 'stage', op: 'eq', value: 'customer' }], within_days: 14 },
      log_only: true,
    }
    const made = (await account.ask('POST', '/automations', whole)).body
    expect(made).toMatchObject(whole)
    expect(made.on_since).toEqual(expect.any(String))
  })

  it('is changed member by member, each replaced whole', async () => {
    const { id } = (await account.ask('POST', '/automations', TAGGED)).body
    const patch = { status: 'on', trigger: { type: 'payment.recovered' }, reentry: 'never' }
    const { status, body } = await account.ask('PATCH', `/automations/${id}`, patch)
    expect([status, body]).toEqual([200, { ...body, ...TAGGED, ...patch, version: 2 }])
    const paused = await account.ask('PATCH', `/automations/${id}`, { status: 'paused' })
    expect([paused.body.status, paused.body.on_since, paused.body.trigger]).toEqual(['paused', null, patch.trigger])
  })

  it('is deleted, and another account’s and the other mode’s are not there', async () => {
    const { id } = (await account.ask('POST', '/automations', TAGGED)).body
    for (const [who, mode] of [
      [other, 'test'],
      [account, 'live'],
    ] as const) {
      for (const path of ['', '/runs', '/report', '/versions'])
        expect((await who.ask('GET', `/automations/${id}${path}`, undefined, mode)).status).toBe(404)
      expect((await who.ask('PATCH', `/automations/${id}`, {}, mode)).status).toBe(404)
      expect((await who.ask('DELETE', `/automations/${id}`, undefined, mode)).status).toBe(404)
    }
    const deleted = await account.ask('DELETE', `/automations/${id}`)
    expect([deleted.status, deleted.body.id]).toEqual([200, id])
    expect((await account.ask('GET', `/automations/${id}`)).status).toBe(404)
  })

  it('stands in a list, newest first, page by page', async () => {
    const fresh = await ruleAccount()
    for (const name of ['a', 'b', 'c']) await fresh.ask('POST', '/automations', { ...TAGGED, name })
    const first = (await fresh.ask('GET', '/automations?limit=2')).body
    const second = (await fresh.ask('GET', `/automations?limit=2&after=${first.next_cursor}`)).body
    const names = [first, second].map(({ data }) => data.map(({ name }: { name: string }) => name))
    expect([names, first.has_more, second.has_more]).toEqual([[['c', 'b'], ['a']], true, false])
    expect((await fresh.ask('GET', '/automations?color=red')).status).toBe(422)
  })

  it('reports nothing before it ran', async () => {
    const { id } = (await account.ask('POST', '/automations', TAGGED)).body
    const { body } = await account.ask('GET', `/automations/${id}/report`)
    expect(automationReport.strict().parse(body)).toEqual({
      ...{ object: 'automation_report', automation: id, runs: 0, stopped: 0, sent: 0, delivered: 0, failed: 0 },
      ...{ suppressed: 0, skipped: 0, canceled: 0, goal_reached: 0, goal_missed: 0 },
      goal_mrr: { reached: { mrr_before: 0, mrr_then: 0 }, missed: { mrr_before: 0, mrr_then: 0 } },
      log_only: { runs: 0, stopped: 0 },
    })
  })

  it('needs a full key to be written', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('GET', '/api/v1/automations', { token })).status).toBe(200)
    const made = await call('POST', '/api/v1/automations', { token, body: TAGGED })
    expect([made.status, made.body.code]).toEqual([403, 'scope_insufficient'])
  })
})

describe('what an automation may not be', () => {
  beforeAll(async () => {
    await insertProduct({ id: 'prod_known', created: 1 })
    await insertPrice({ id: 'price_known', product: 'prod_known', created: 1 })
  })

  const on = (type: string, filters: object = {}) => ({ trigger: { type, ...filters } })
  const does = (action: object) => ({ actions: [{ type: 'add_tag', tag: 'a' }, action] })
  const asks = (field: string, op: string, value: unknown) => ({ conditions: [{ field, op, value }] })
  it.each<[object, string, string]>([
    [{ name: ' ' }, '/name', 'too_small'],
    [{ name: undefined }, '/name', 'required'],
    [{ status: 'off' }, '/status', 'invalid_value'],
    [{ status: 'log_only' }, '/status', 'invalid_value'],
    [{ log_only: 'yes' }, '/log_only', 'invalid_type'],
    [{ log_only: null }, '/log_only', 'invalid_type'],
    [{ color: 'red' }, '/color', 'unknown_name'],
    [{ trigger: undefined }, '/trigger', 'required'],
    [on('payment.lost'), '/trigger/type', 'unknown_trigger'],
    [on('stripe:'), '/trigger/type', 'unknown_trigger'],
    [on('payment.failed', { days: 3 }), '/trigger/days', 'filter_unfit'],
    [on('payment.failed', { segment: 'new-stripe-customers' }), '/trigger/segment', 'filter_unfit'],
    [on('payment.failed', { stage: 'trial' }), '/trigger/stage', 'filter_unfit'],
    [on('payment.failed', { access: 'active' }), '/trigger/access', 'filter_unfit'],
    [on('subscription.renewing', { days: 0 }), '/trigger/days', 'too_small'],
    [on('subscription.renewing', { days: 366 }), '/trigger/days', 'too_big'],
    [on('payment.failed', { price: 'price_none' }), '/trigger/price', 'unknown_price'],
    [on('payment.failed', { product: 'price_known' }), '/trigger/product', 'unknown_product'],
    [on('segment.entered', { segment: 'seg_none' }), '/trigger/segment', 'unknown_segment'],
    [on('stage.changed', { stage: 'none such' }), '/trigger/stage', 'unknown_stage'],
    [on('access.changed', { access: 'open' }), '/trigger/access', 'invalid_value'],
    [asks('shoe_size', 'eq', 1), '/conditions/0/field', 'unknown_field'],
    [asks('event.', 'eq', 1), '/conditions/0/field', 'unknown_field'],
    [asks('event.amount', 'gt', 'many'), '/conditions/0/value', 'value_unfit'],
    [asks('email', 'gt', 'a'), '/conditions/0/op', 'op_unfit'],
    [
      { conditions: Array.from({ length: 21 }, () => ({ field: 'mrr', op: 'gt', value: 0 })) },
      '/conditions',
      'too_big',
    ],
    [{ actions: Array.from({ length: 31 }, () => ({ type: 'add_tag', tag: 'a' })) }, '/actions', 'too_big'],
    [{ status: 'on', actions: [] }, '/actions', 'actions_required'],
    [does({ type: 'dance' }), '/actions/1/type', 'invalid_union'],
    [does({ type: 'add_tag' }), '/actions/1/tag', 'required'],
    [does({ type: 'add_tag', tag: 'x'.repeat(61) }), '/actions/1/tag', 'too_big'],
    [does({ type: 'add_tag', tag: 'a', key: 'b' }), '/actions/1/key', 'unknown_name'],
    [does({ type: 'set_field', key: 'no key', value: 1 }), '/actions/1/key', 'invalid_format'],
    [does({ type: 'set_field', key: 'mrr', value: 1 }), '/actions/1/key', 'field_reserved'],
    [does({ type: 'set_field', key: 'k', value: [] }), '/actions/1/value', 'invalid_union'],
    [does({ type: 'set_access', state: 'open' }), '/actions/1/state', 'invalid_value'],
    [does({ type: 'wait' }), '/actions/1', 'wait_unfit'],
    [does({ type: 'wait', days: 365, hours: 1 }), '/actions/1', 'wait_unfit'],
    [does({ type: 'wait', days: 366 }), '/actions/1/days', 'too_big'],
    [does({ type: 'webhook', endpoint: 'whe_none' }), '/actions/1/endpoint', 'unknown_endpoint'],
    [does({ type: 'send_email', template: 'tmpl_none' }), '/actions/1/template', 'unknown_template'],
    [{ reentry: 'sometimes' }, '/reentry', 'invalid_union'],
    [{ goal: { conditions: [], within_days: 1 } }, '/goal/conditions', 'too_small'],
    [
      { goal: { conditions: [{ field: 'event.amount', op: 'gt', value: 1 }], within_days: 1 } },
      '/goal/conditions/0/field',
      'unknown_field',
    ],
  ])('%j is refused', async (body, pointer, code) => {
    expect(await refusals(body)).toContainEqual([pointer, code])
  })

  it('a price and product of the catalog, any type of Stripe’s events, built-in segments and stages are fine', async () => {
    for (const trigger of [
      { type: 'payment.failed', price: 'price_known', product: 'prod_known' },
      { type: 'stripe:invoice.marked_uncollectible' },
      { type: 'segment.left', segment: 'new-stripe-customers' },
      { type: 'stage.changed', stage: 'trial' },
    ]) {
      const { status, body } = await call('POST', '/api/v1/automations', { body: { ...TAGGED, trigger } })
      expect([status, body.trigger]).toEqual([201, trigger])
    }
  })

  it('a change is checked with what stays', async () => {
    const { body } = await call('POST', '/api/v1/automations', { body: { ...TAGGED, actions: [] } })
    const on = await call('PATCH', `/api/v1/automations/${body.id}`, { body: { status: 'on' } })
    expect([on.status, on.body.errors]).toMatchObject([422, [{ pointer: '/actions', code: 'actions_required' }]])
  })
})
