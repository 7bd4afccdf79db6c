import { describe, expect, it } from 'vitest'
import { conditionOf, draftOf, EVENT_PREFIX } from '../../../dashboard/components/conditions/condition-draft.ts'
import { draftProblem } from '../../../dashboard/components/conditions/condition-problem.ts'
import { newAction } from '../../../dashboard/features/automations/editor/action-draft.ts'
import {
  type AutomationDraft,
  draftOfAutomation,
  inputOf,
  newDraft,
} from '../../../dashboard/features/automations/editor/automation-draft.ts'
import {
  apiProblems,
  conditionProblemAt,
  draftProblems,
  problemAt,
} from '../../../dashboard/features/automations/editor/draft-problems.ts'
import { changesOf, isChanged } from '../../../dashboard/features/automations/editor/draft-sentence.ts'
import { keyed, moved } from '../../../dashboard/features/automations/editor/keyed.ts'
import { ApiError } from '../../../dashboard/lib/api-error.ts'
import type { Automation } from '../../../dashboard/lib/api-types.ts'

function anAutomation(overrides: Partial<Automation> = {}): Automation {
  return {
    ...{ id: 'auto_1', object: 'automation', name: 'Dunning', status: 'on', trigger: { type: 'payment.failed' } },
    ...{ conditions: [], actions: [], reentry: 'always', goal: null, version: 1, on_since: null, paused_because: null },
    log_only: false,
    ...{ created_at: '2026-11-21T19:00:00Z', updated_at: '2026-11-21T19:00:00Z' },
    ...overrides,
  }
}

const WHOLE = anAutomation({
  trigger: { type: 'subscription.renewing', days: 7, price: 'price_1', product: 'prod_1' },
  conditions: [
    { field: 'mrr', op: 'gte', value: 5000 },
    { field: 'fields.seats', op: 'gt', value: 3 },
    { field: 'event.data.billing_reason', op: 'eq', value: 'manual' },
    { field: 'event.amount', op: 'lt', value: 100 },
  ],
  actions: [
    { type: 'send_email' },
    { type: 'send_email', template: 'tmpl_1' },
    { type: 'wait', days: 1, hours: 12 },
    { type: 'wait', hours: 2 },
    { type: 'add_tag', tag: 'a' },
    { type: 'remove_tag', tag: 'b' },
    { type: 'set_field', key: 'seats', value: 3 },
    { type: 'set_field', key: 'note', value: null },
    { type: 'set_field', key: 'vip', value: true },
    { type: 'set_access', state: 'frozen' },
    { type: 'webhook', endpoint: 'ep_1' },
  ],
  reentry: { after_days: 30 },
  goal: { conditions: [{ field: 'stage', op: 'eq', value: 'customer' }], within_days: 14 },
  log_only: true,
})

describe('the draft of an automation', () => {
  it.each([
    ['one that has everything', WHOLE],
    ['one that has nothing', anAutomation()],
    ['one set off by a type of Stripe’s', anAutomation({ trigger: { type: 'stripe:invoice.paid' } })],
    ['one of a stage', anAutomation({ trigger: { type: 'stage.changed', stage: 'trial' } })],
    ['one of access', anAutomation({ trigger: { type: 'access.changed', access: 'expired' } })],
    ['one of a segment', anAutomation({ trigger: { type: 'segment.left', segment: 'seg_1' } })],
  ])('means what it was made from: %s', (_what, automation) => {
    const { name, trigger, conditions, actions, reentry, goal, log_only } = automation
    const draft = draftOfAutomation(automation)
    expect(inputOf(draft)).toEqual({ name, trigger, conditions, actions, reentry, goal, log_only })
    expect(draftProblems(draft)).toEqual({})
    expect(isChanged(draftOfAutomation(automation), draft)).toBe(false)
  })

  it('says whether it is log only where that was changed in the form, and else leaves it as it is by then', () => {
    const from = draftOfAutomation(anAutomation())
    expect(changesOf({ ...from, name: 'Other' }, from)).toEqual({
      ...inputOf(from),
      name: 'Other',
      log_only: undefined,
    })
    expect(changesOf({ ...from, logOnly: true }, from).log_only).toBe(true)
    expect(isChanged({ ...from, logOnly: true }, from)).toBe(true)
  })

  it('leaves out what does not restrict the chosen trigger', () => {
    const draft = newDraft()
    const trigger = { ...draft.trigger, type: 'segment.entered', segment: 'seg_1', days: '7', price: 'price_1' }
    expect(inputOf({ ...draft, trigger }).trigger).toEqual({ type: 'segment.entered', segment: 'seg_1' })
  })

  it('moves an entry by one place, and not beyond the ends', () => {
    expect([moved(['a', 'b', 'c'], 0, 1), moved(['a', 'b'], 1, 1), moved(['a', 'b'], 0, -1)]).toEqual([
      ...[
        ['b', 'a', 'c'],
        ['a', 'b'],
        ['a', 'b'],
      ],
    ])
  })
})

const PROBLEMS: [string, Partial<AutomationDraft>, string[]][] = [
  ['a name', { name: ' ' }, ['/name']],
  ['a tag', { actions: [keyed(newAction('add_tag'))] }, ['/actions/0/tag']],
  ['an endpoint', { actions: [keyed(newAction('wait')), keyed(newAction('webhook'))] }, ['/actions/1/endpoint']],
  ['how long to wait', { actions: [keyed({ ...newAction('wait'), days: '' })] }, ['/actions/0/days']],
  ['whole days', { actions: [keyed({ ...newAction('wait'), days: '1.5' })] }, ['/actions/0/days']],
  ['the name of a field', { actions: [keyed(newAction('set_field'))] }, ['/actions/0/key']],
  ['days between', { reentry: 'after', reentryDays: '0' }, ['/reentry']],
  ['days of the goal', { hasGoal: true, goalDays: '' }, ['/goal/within_days']],
]

describe('what is missing in a draft', () => {
  it.each(PROBLEMS)('is told at its place: %s', (_what, changes, pointers) => {
    expect(Object.keys(draftProblems({ ...newDraft(), name: 'Dunning', ...changes }))).toEqual(pointers)
  })

  it('in what is not asked is no problem', () => {
    const draft = { ...newDraft(), name: 'Dunning', reentryDays: '', goalDays: '' }
    expect(draftProblems(draft)).toEqual({})
  })

  it('by the API is found at its pointer, or at the one above it', () => {
    const errors = [
      { pointer: '/conditions/1/value', code: 'value_unfit', message: 'A number.' },
      { pointer: '/actions/0/template', code: 'unpublished_template', message: 'Publish it.' },
    ]
    const problems = apiProblems(new ApiError(422, { errors }))
    expect(problemAt(problems, '/actions/0/template')).toBe('Publish it.')
    expect(problemAt(problems, '/actions/0')).toBe('Publish it.')
    expect(problemAt(problems, '/actions/1')).toBeNull()
    expect(conditionProblemAt(problems, '/conditions/1')).toEqual({ at: 'value', message: 'A number.' })
    expect(conditionProblemAt(problems, '/conditions/0')).toBeNull()
  })
})

describe('a condition about what happened', () => {
  it('keeps its path, and needs one', () => {
    const condition = { field: 'event.data.lines.data.0.amount', op: 'gt', value: 5 } as const
    const draft = draftOf(condition)
    expect([draft.field, draft.ownKey, conditionOf(draft)]).toEqual([
      ...[EVENT_PREFIX, 'data.lines.data.0.amount', condition],
    ])
    expect(draftProblem(draft)).toBeNull()
    for (const ownKey of ['', 'a..b', '.a', 'a b']) {
      expect(draftProblem({ ...draft, ownKey })).toMatchObject({ at: 'ownKey' })
    }
  })
})
