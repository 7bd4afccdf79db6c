import { describe, expect, it } from 'vitest'
import { actualWords, conditionWords } from '../../../dashboard/features/simulator/result/run-words.ts'
import { sumChanges } from '../../../dashboard/features/simulator/result/sum-changes.ts'
import { SCENARIO_GROUPS, SCENARIO_NAMES } from '../../../dashboard/features/simulator/scenario-words.ts'
import { simulationRequest } from '../../../dashboard/features/simulator/simulation-request.ts'
import { simulatorSearch } from '../../../dashboard/features/simulator/simulator-search.ts'
import { SCENARIOS } from '../../../worker/domain/simulation/scenarios.ts'

describe('the simulator', () => {
  it('offers every scenario once', () => {
    expect(SCENARIO_GROUPS.flatMap(({ scenarios }) => scenarios).toSorted()).toEqual(SCENARIOS.toSorted())
    expect(SCENARIO_NAMES.toSorted()).toEqual(SCENARIOS.toSorted())
  })

  it('asks for a failed payment of an invented customer by default', () => {
    expect(simulationRequest({})).toEqual({ ok: true, value: { scenario: 'payment_failed' } })
  })

  it('asks for what the address says', () => {
    const search = simulatorSearch.parse({
      ...{ event: 'evt_1', customer: 'cust_1', grace: 3, on_end: 'freeze', on_pause: 'maybe', mapping: '{"p":["a"]}' },
    })
    expect(simulationRequest(search)).toEqual({
      ok: true,
      value: {
        ...{ event: 'evt_1', customer: 'cust_1' },
        settings: { access: { grace_days: 3, on_end: 'freeze' }, price_mapping: { p: ['a'] } },
      },
    })
  })

  it.each([
    [{ event: ' ' }, 'event', 'Enter the id of an event.'],
    [{ json: '' }, 'json', 'Paste an object of JSON.'],
    [{ json: '[1]' }, 'json', 'This is JSON, but no object.'],
    [{ json: '{' }, 'json', expect.stringMatching(/^This is no JSON: /)],
    [{ mapping: 'price_1 = pro' }, 'mapping', expect.stringMatching(/^This is no JSON: /)],
  ])('asks nothing with %j', (search, field, message) => {
    expect(simulationRequest(search)).toEqual({ ok: false, error: { field, message } })
  })

  it('sums what several events change, and leaves out what comes back', () => {
    const change = (field: string, from: unknown, to: unknown, customer: string | null = 'cust_1') => ({
      ...{ customer, object: 'cust_1', field, from, to },
    })
    expect(
      sumChanges([
        ...[change('status', 'active', 'past_due'), change('mrr', 1, 2), change('x', 1, 2, null)],
        ...[change('status', 'past_due', 'active'), change('mrr', 2, 3)],
      ]),
    ).toEqual([change('mrr', 1, 3)])
  })

  it('says which condition fails and what is there instead', () => {
    const mrr = { field: 'mrr', op: 'gte', value: 100_000, actual: [{ currency: 'usd', amount: 2_000 }] } as const
    expect([conditionWords({ ...mrr }), actualWords({ ...mrr })]).toEqual(['mrr is at least 1,000.00 USD', '20.00 USD'])
    const stage = { field: 'stage', op: 'in', value: ['a', 'b'], actual: null } as const
    expect([conditionWords({ ...stage, value: ['a', 'b'] }), actualWords({ ...stage, value: [] })]).toEqual([
      ...['stage is one of “a”, “b”', 'nothing'],
    ])
  })
})
