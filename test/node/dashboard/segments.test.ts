import { describe, expect, it } from 'vitest'
import {
  type ConditionDraft,
  conditionOf,
  draftOf,
  NEW_DRAFT,
  withField,
} from '../../../dashboard/components/conditions/condition-draft.ts'
import { draftProblem } from '../../../dashboard/components/conditions/condition-problem.ts'
import { conditionsWords, conditionWords } from '../../../dashboard/components/conditions/condition-words.ts'
import { FIELD_GROUPS } from '../../../dashboard/components/conditions/field-words.ts'
import { asksOf } from '../../../dashboard/components/conditions/op-words.ts'
import { formOf, inputOf, resolveSegment, segmentProblems } from '../../../dashboard/features/segments/segment-form.ts'
import { ApiError } from '../../../dashboard/lib/api-error.ts'
import type { Segment } from '../../../dashboard/lib/api-types.ts'
import { CONDITION_FIELDS, OPS_OF_KIND } from '../../../worker/domain/condition-fields.ts'
import type { Condition } from '../../../worker/domain/segment.ts'
import { BUILT_IN_SEGMENTS } from '../../../worker/domain/segment-match.ts'

const WORDS: [Condition, string][] = [
  [
    { field: 'subscription_status', op: 'in', value: ['active', 'past_due'] },
    'Subscription status is one of active, past due',
  ],
  [{ field: 'stripe_created_at', op: 'gte', value: { days_ago: 30 } }, 'Stripe customer since is at most 30 days ago'],
  [{ field: 'renewal_date', op: 'lt', value: { days_ahead: 1 } }, 'Renewal is less than 1 day from now'],
  [{ field: 'trial_end', op: 'lte', value: { days_ahead: 0 } }, 'Trial end is not after now'],
  [{ field: 'trial_end', op: 'gt', value: { days_ahead: 0 } }, 'Trial end is after now'],
  [{ field: 'created_at', op: 'lt', value: '2026-03-01T00:00:00Z' }, 'Known since is before 1 Mar 2026'],
  [
    { field: 'created_at', op: 'gte', value: '2026-03-01T19:30:00Z' },
    'Known since is not before 1 Mar 2026, 19:30:00 UTC',
  ],
  [{ field: 'mrr', op: 'gte', value: 10_000 }, 'MRR is at least 10,000 (minor units)'],
  [{ field: 'packages', op: 'eq', value: 'pro' }, 'Packages contain pro'],
  [{ field: 'tags', op: 'neq', value: 'vip' }, 'Tags do not contain vip'],
  [{ field: 'user_id', op: 'is_set', value: false }, 'User id is not set'],
  [{ field: 'user_id', op: 'is_set', value: true }, 'User id is set'],
  [{ field: 'email', op: 'contains', value: '@example.com' }, 'E-mail contains @example.com'],
  [{ field: 'fields.seats', op: 'gt', value: 7 }, 'seats is more than 7'],
  [{ field: 'fields.vip', op: 'eq', value: true }, 'vip is yes'],
  [{ field: 'fields.code', op: 'eq', value: '7' }, 'code is 7'],
  [{ field: 'fields.sizes', op: 'in', value: [1, 2] }, 'sizes is one of 1, 2'],
]

describe('a condition', () => {
  it.each(WORDS)('%j is told in words', (condition, words) => {
    expect(conditionWords(condition)).toBe(words)
  })

  it.each(WORDS)('%j is the same after it was edited without a change', (condition) => {
    expect(conditionOf(draftOf(condition))).toEqual(condition)
    expect(draftProblem(draftOf(condition))).toBe(null)
  })

  it('of a list says the same by contains and eq, and becomes the latter', () => {
    const contains: Condition = { field: 'tags', op: 'contains', value: 'vip' }
    expect(conditionWords(contains)).toBe('Tags contain vip')
    expect(conditionOf(draftOf(contains))).toEqual({ ...contains, op: 'eq' })
  })

  it('of a field or op that is not known yet is told as it is', () => {
    expect(conditionWords({ field: 'mood', op: 'eq', value: 'good' })).toBe('mood is good')
  })
})

it('several conditions all have to hold', () => {
  expect(
    conditionsWords([
      { field: 'stage', op: 'eq', value: 'trial' },
      { field: 'user_id', op: 'is_set', value: false },
    ]),
  ).toBe('Stage is trial and User id is not set')
})

it('every field that can be asked for is offered, with every op of its kind', () => {
  expect(FIELD_GROUPS.flatMap(({ fields }) => Object.keys(fields)).sort()).toEqual(Object.keys(CONDITION_FIELDS).sort())
  expect(asksOf('moment')).toEqual([...OPS_OF_KIND.moment, 'is_not_set'])
  expect(asksOf('list')).not.toContain('contains')
})

describe('an unfinished condition', () => {
  const draft = (changes: Partial<ConditionDraft>) => draftProblem({ ...NEW_DRAFT, ...changes })

  it.each<[Partial<ConditionDraft>, 'value' | 'ownKey']>([
    [{ list: [] }, 'value'],
    [{ field: 'email', ask: 'eq', text: ' ' }, 'value'],
    [{ field: 'quantity', ask: 'gt', text: '' }, 'value'],
    [{ field: 'quantity', ask: 'gt', text: 'many' }, 'value'],
    [{ field: 'mrr', ask: 'gt', text: '19.5' }, 'value'],
    [{ field: 'mrr', ask: 'in', list: ['1900', '19.5'] }, 'value'],
    [{ field: 'renewal_date', ask: 'lt', moment: 'days_ahead', days: '' }, 'value'],
    [{ field: 'renewal_date', ask: 'lt', moment: 'days_ahead', days: '3651' }, 'value'],
    [{ field: 'renewal_date', ask: 'lt', moment: 'date', date: '' }, 'value'],
    [{ field: 'fields.', ownKey: '2nd', ask: 'is_set' }, 'ownKey'],
  ])('%j cannot be sent', (changes, at) => {
    expect(draft(changes)?.at).toBe(at)
  })
})

it('another field keeps what was asked where that still makes sense', () => {
  const chosen = { ...NEW_DRAFT, list: ['active'] }
  expect(withField(chosen, 'stage')).toMatchObject({ field: 'stage', ask: 'in', list: [] })
  expect(withField(chosen, 'renewal_date')).toMatchObject({ field: 'renewal_date', ask: 'gt' })
})

describe('the form of a segment', () => {
  const segment: Segment = {
    id: 'seg_1',
    object: 'segment',
    name: 'Trials',
    built_in: false,
    conditions: [{ field: 'stage', op: 'eq', value: 'trial' }],
    count: 4,
    created_at: '2026-11-21T19:00:00Z',
  }

  it('sends what it was given, without spaces around the name', () => {
    expect(inputOf({ ...formOf(segment), name: ' Trials ' })).toEqual({
      name: 'Trials',
      conditions: segment.conditions,
    })
  })

  it('can show both built-in segments', () => {
    for (const { conditions } of BUILT_IN_SEGMENTS)
      expect(inputOf(formOf({ ...segment, conditions })).conditions).toEqual(conditions)
  })

  it('says what is missing, each at its field', () => {
    expect(resolveSegment(formOf(null)).errors).toMatchObject({
      name: { message: 'Give the segment a name.' },
      conditions: [{ text: { message: 'Add at least one.' } }],
    })
    expect(resolveSegment(formOf(segment)).errors).toEqual({})
  })

  it('puts what the API refuses at the name or at the condition it is about', () => {
    const pointers = ['/name', '/conditions/1/value', '/conditions/0/op', '/elsewhere']
    const error = new ApiError(422, {
      errors: pointers.map((pointer) => ({ pointer, code: 'invalid', message: 'No.' })),
    })
    expect(segmentProblems(error).map(({ path }) => path)).toEqual(['name', 'conditions.1.text', 'conditions.0.text'])
  })
})
