import { describe, expect, it } from 'vitest'
import { NO_NAMES } from '../../../dashboard/features/automations/automation-names.ts'
import { automationSearch } from '../../../dashboard/features/automations/automation-search.ts'
import { mrrPair } from '../../../dashboard/features/automations/runs/mrr-words.ts'
import {
  goalState,
  loggedNote,
  runStory,
  runSummary,
  runsNote,
  stoppedWords,
} from '../../../dashboard/features/automations/runs/run-words.ts'
import { changeFilter, deliverySearch, filterChips } from '../../../dashboard/features/deliveries/delivery-filter.ts'
import { adviceFor, outcomeOf, recipientOf } from '../../../dashboard/features/deliveries/delivery-words.ts'
import { pollMs } from '../../../dashboard/features/deliveries/get-deliveries.ts'
import type { Delivery, Run } from '../../../dashboard/lib/api-types.ts'

const AT = '2026-11-21T19:00:00Z'

function aRun(overrides: Partial<Run> = {}): Run {
  return {
    ...{ id: 'run_1', object: 'run', automation: { id: 'auto_1', name: 'Dunning', version: 1 } },
    customer: { id: 'cust_1', external_id: 'cus_1', email: 'ada@example.com', name: null },
    ...{ trigger: 'payment.failed', event: 'evt_1', data: { currency: 'eur' }, status: 'done', stopped: null },
    log_only: false,
    actions: [{ type: 'add_tag', tag: 'late' }, { type: 'wait', days: 3 }, { type: 'send_email' }],
    steps: [],
    ...{ next_step_at: null, goal: null, started_at: AT, ended_at: AT },
    ...overrides,
  }
}

const GOAL: NonNullable<Run['goal']> = {
  ...{ conditions: [], within_days: 14, until: '2026-12-05T19:00:00Z', reached_at: null },
  ...{ mrr_before: 1900, mrr_then: null },
}

describe('a run in words', () => {
  it('tells what a condition asked and what was there, in the customer’s currency', () => {
    const failing = { field: 'mrr', op: 'gte', value: 5000, actual: [{ currency: 'eur', amount: 1900 }] } as const
    const stopped: Run['stopped'] = {
      code: 'condition',
      detail: '',
      failing_condition: { ...failing, actual: [...failing.actual] },
    }
    expect(stoppedWords(stopped, NO_NAMES)).toBe('It asked whether MRR is at least 50.00 EUR. MRR was 19.00 EUR.')
  })

  it.each([
    [null, 'Stage was not set.'],
    [[], 'Stage was not set.'],
    ['trial', 'Stage was trial.'],
    [['a', 'b'], 'Stage was a, b.'],
    [true, 'Stage was yes.'],
  ])('calls %j what was there: %s', (actual, words) => {
    const failing_condition = { field: 'stage', op: 'eq', value: 'customer', actual } as const
    expect(stoppedWords({ code: 'condition', detail: '', failing_condition }, NO_NAMES)).toContain(words)
  })

  it('ends as recorded where nothing was done, and such runs are counted beside the others', () => {
    expect([aRun(), aRun({ log_only: true })].map((run) => runStory(run)[0]?.title)).toEqual([
      ...['All steps are done', 'All steps are recorded'],
    ])
    const report = { stopped: 12, log_only: { runs: 2, stopped: 1 } }
    expect(runsNote(report)).toBe('12 stopped by a rule, 3 more log only')
    expect(loggedNote({ log_only: { runs: 0, stopped: 0 } }, 'the conditions held')).toBe('the conditions held')
  })

  it('shows steps that were not taken last, and a stop in grey', () => {
    const steps = [{ action: { type: 'add_tag', tag: 'late' }, at: AT, result: 'adds the tag late.', delivery: null }]
    const stopped = { code: 'reentry', detail: 'The customer went through it before.', failing_condition: null }
    const story = runStory(aRun({ status: 'stopped', stopped, steps }))
    expect(story.map(({ tone, title }) => `${tone}: ${title}`)).toEqual([
      ...['done: Add tag late', 'stopped: Stopped', 'left: Wait 3 days', 'left: Send the e-mail that is bound to this'],
    ])
  })

  it('waits at the step that it took last', () => {
    const steps = [
      { action: { type: 'add_tag', tag: 'late' }, at: AT, result: '', delivery: null },
      { action: { type: 'wait', days: 3 }, at: AT, result: '', delivery: null },
    ]
    const run = aRun({ status: 'waiting', steps, ended_at: null, next_step_at: '2026-11-24T19:00:00Z' })
    expect(runStory(run).map(({ tone }) => tone)).toEqual(['done', 'waiting', 'left'])
    expect(runSummary(run, NO_NAMES)).toMatch(/^Goes on 24 Nov 2026/)
  })

  it('knows whether its goal is reached, open or over', () => {
    const untilMs = Date.parse(GOAL.until)
    expect([
      goalState({ ...GOAL, reached_at: AT }, untilMs + 1),
      goalState(GOAL, untilMs - 1),
      goalState(GOAL, untilMs + 1),
    ]).toEqual(['Reached', 'Open until 5 Dec 2026', 'Not reached'])
  })

  it('tells MRR before and then in the currency of what happened', () => {
    expect(mrrPair(aRun({ goal: { ...GOAL, mrr_then: 2900 } }), NO_NAMES)).toBe('19.00 EUR → 29.00 EUR')
    expect(mrrPair(aRun({ goal: GOAL, data: {} }), NO_NAMES)).toBe('1,900 minor units → –')
  })

  it('reads tab and status from the address, and drops what it does not know', () => {
    expect(automationSearch.parse({ tab: 'runs', status: 'failed' })).toEqual({ tab: 'runs', status: 'failed' })
    expect(automationSearch.parse({ tab: 'old', status: 'x' })).toEqual({})
  })
})

function aDelivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    ...{
      id: 'dlv_1',
      object: 'delivery',
      channel: 'mail',
      kind: 'automation',
      status: 'sent',
      code: null,
      reason: null,
    },
    ...{ to: null, customer: null, automation: null, run: null, trigger: null, event: null, template: null },
    ...{
      language: null,
      endpoint: null,
      type: null,
      transport: null,
      provider_id: null,
      attempts: [],
      next_attempt_at: null,
    },
    ...{ resend_of: null, created_at: AT, sent_at: null, ended_at: null },
    ...overrides,
  }
}

describe('deliveries', () => {
  it('say what to do by their reason, else by their status', () => {
    expect(adviceFor({ status: 'skipped', code: 'no_address', transport: null })).toMatch(/^Add an e-mail address/)
    expect(adviceFor({ status: 'failed', code: 'something_new', transport: null })).toMatch(
      /^Read what the provider answered/,
    )
    expect(adviceFor({ status: 'skipped', code: null, transport: null })).toBeNull()
    expect(adviceFor({ status: 'sent', code: null, transport: 'smtp' })).toBeNull()
  })

  it('tell of the outbox that nothing has left', () => {
    expect(outcomeOf(aDelivery({ transport: 'outbox' }))).toMatch(/nothing left this deployment/)
    expect(outcomeOf(aDelivery({ transport: 'smtp' }))).toBe('The provider has taken it.')
    expect(outcomeOf(aDelivery({ status: 'failed', reason: 'Refused.' }))).toBe('Refused.')
  })

  it('name the recipient as well as it is known', () => {
    const customer = { id: 'cust_1', external_id: null, email: 'ada@example.com', name: 'Ada' }
    expect(recipientOf(aDelivery({ to: 'x@example.com', customer }))).toBe('x@example.com')
    expect(recipientOf(aDelivery({ customer }))).toBe('ada@example.com')
    expect(recipientOf(aDelivery())).toBe('Not known yet')
  })

  it('are asked for again while one is on its way, not while it waits for a later try', () => {
    expect(pollMs([aDelivery({ status: 'queued' })], false)).toBe(2_000)
    expect(pollMs([aDelivery({ status: 'queued', next_attempt_at: AT })], false)).toBe(false)
    expect(pollMs([aDelivery()], 15_000)).toBe(15_000)
    expect(pollMs(undefined, false)).toBe(false)
  })

  it('are filtered by the address, in chips', () => {
    const search = deliverySearch.parse({
      status: 'failed',
      channel: 'mail',
      automation: 'auto_1',
      endpoint: 'whe_1',
      q: ' ada ',
      x: 1,
    })
    const names: Record<string, string> = { auto_1: 'Dunning', whe_1: 'CRM' }
    expect(filterChips(search, (id) => names[id] ?? id).map(({ label, value }) => `${label}: ${value}`)).toEqual([
      ...['To: ada', 'Status: Failed', 'Channel: E-mail', 'Automation: Dunning', 'Endpoint: CRM'],
    ])
    expect(changeFilter(search, { status: undefined, automation: undefined })).toEqual({
      ...{ q: 'ada', channel: 'mail', endpoint: 'whe_1' },
    })
    expect(deliverySearch.parse({ status: 'gone', channel: 'fax' })).toEqual({})
  })
})
