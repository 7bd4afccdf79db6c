import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../worker/http/schemas/run.ts'
import { NOW, stripeCustomer } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'

/** What happened before an automation was on starts nothing. */
const SOON = NOW + 60
const TRIGGER = { type: 'customer.created' }
const CONDITION = { field: 'email', op: 'eq', value: 'ada@example.com' }

describe('runs', () => {
  let account: RuleAccount
  let other: RuleAccount
  let tagging: Json
  let waiting: Json
  let runs: Json[]
  let isNewestFirst: boolean
  beforeAll(async () => {
    account = await ruleAccount()
    other = await ruleAccount()
    const make = async (body: object) =>
      (await account.ask('POST', '/automations', { status: 'on', trigger: TRIGGER, ...body })).body
    const tag = { type: 'add_tag', tag: 'new' }
    tagging = await make({ name: 'Tags', conditions: [CONDITION], actions: [tag] })
    waiting = await make({ name: 'Waits', actions: [{ type: 'wait', hours: 1 }, tag] })
    await account.receive(
      event('customer.created', stripeCustomer({ id: 'cus_1', email: 'ada@example.com' }), { id: 'evt_1', at: SOON }),
    )
    await account.receive(
      event('customer.created', stripeCustomer({ id: 'cus_2', email: 'bob@example.com' }), { id: 'evt_2', at: SOON }),
    )
    const all = await account.list('/runs')
    isNewestFirst =
      all.map(({ id }) => id).join() ===
      all
        .map(({ id }) => id)
        .sort()
        .reverse()
        .join()
    // Of one event, automations start in no order that means anything.
    runs = [2, 1].flatMap((n) =>
      ['Waits', 'Tags'].map((name) => all.find((one) => one.automation.name === name && one.event === `evt_${n}`)),
    )
  })
  const idsOf = async (path: string) => (await account.list(path)).map(({ id }: Json) => id)

  it('are listed newest first, and each shows what it did or why not', async () => {
    expect(isNewestFirst).toBe(true)
    expect(runs.map(({ automation, customer: whom, status }) => [automation.name, whom.external_id, status])).toEqual([
      ['Waits', 'cus_2', 'waiting'],
      ['Tags', 'cus_2', 'stopped'],
      ['Waits', 'cus_1', 'waiting'],
      ['Tags', 'cus_1', 'done'],
    ])
    for (const one of runs) expect(run.strict().parse(one)).toEqual(one)
    const [waits, stopped, , done] = runs
    expect(stopped.stopped).toEqual({
      code: 'condition',
      detail: 'A condition did not hold: email eq "ada@example.com".',
      failing_condition: { ...CONDITION, actual: 'bob@example.com' },
    })
    const { body } = await account.ask('GET', `/runs/${done.id}`)
    expect(body).toEqual({
      ...{ id: done.id, object: 'run', automation: { id: tagging.id, name: 'Tags', version: 1 } },
      customer: expect.objectContaining({ external_id: 'cus_1', email: 'ada@example.com' }),
      ...{ trigger: 'customer.created', event: 'evt_1', data: expect.any(Object), status: 'done', stopped: null },
      log_only: false,
      actions: [{ type: 'add_tag', tag: 'new' }],
      steps: [
        { action: { type: 'add_tag', tag: 'new' }, at: body.started_at, result: 'adds the tag new.', delivery: null },
      ],
      ...{ next_step_at: null, goal: null, started_at: body.started_at, ended_at: body.started_at },
    })
    expect(Date.parse(waits.next_step_at) - Date.parse(waits.started_at)).toBe(3_600_000)
  })

  it('are selected by automation, customer and status', async () => {
    const [waits2, stopped, waits1, done] = runs.map(({ id }) => id)
    const whom = runs[0].customer.id
    expect(await idsOf(`/runs?automation=${waiting.id}`)).toEqual([waits2, waits1])
    expect(await idsOf(`/automations/${tagging.id}/runs`)).toEqual([stopped, done])
    expect(await idsOf(`/automations/${tagging.id}/runs?status=done`)).toEqual([done])
    expect(await idsOf(`/runs?customer=${whom}`)).toEqual(expect.arrayContaining([waits2, stopped]))
    expect(await idsOf('/runs?status=stopped')).toEqual([stopped])
    expect((await account.ask('GET', '/runs?status=lost')).body.errors[0].pointer).toBe('/status')
  })

  it('come in pages', async () => {
    const first = (await account.ask('GET', '/runs?limit=3')).body
    const second = (await account.ask('GET', `/runs?limit=3&after=${first.next_cursor}`)).body
    expect([...first.data, ...second.data]).toEqual(await account.list('/runs'))
    expect([first.has_more, second.has_more]).toEqual([true, false])
  })

  it('of another account, of the other mode, and of a made-up id are 404', async () => {
    const { id } = runs[0]
    expect((await other.ask('GET', `/runs/${id}`)).status).toBe(404)
    expect((await account.ask('GET', `/runs/${id}`, undefined, 'live')).status).toBe(404)
    for (const wrong of ['run_', 'run_00000001', `${id.slice(0, -1)}_`, `${id.slice(0, -2)}zz`])
      expect((await account.ask('GET', `/runs/${wrong}`)).status).toBe(404)
  })

  it('are counted in the automation’s report', async () => {
    const { body } = await account.ask('GET', `/automations/${tagging.id}/report`)
    expect([body.runs, body.stopped]).toEqual([1, 1])
  })

  it('stand with the event that started them, and in the timeline', async () => {
    const shown = runs.slice(2).map(({ id, automation, status }) => ({
      ...{ id, automation: automation.id, automation_name: automation.name, status, log_only: false },
    }))
    const byId = (a: Json, b: Json) => (a.id < b.id ? -1 : 1)
    shown.sort(byId)
    expect((await account.event('evt_1')).runs.sort(byId)).toEqual(shown)
    const listed = (await account.list('/events')).find(({ id }) => id === 'evt_1')
    expect(listed.runs.sort(byId)).toEqual(shown)
    const timeline = await account.list(`/customers/${runs[3].customer.id}/timeline`)
    expect(timeline.find((item) => item.event?.id === 'evt_1').runs.sort(byId)).toEqual(shown)
  })
})
