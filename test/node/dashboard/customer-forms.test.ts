import { describe, expect, it } from 'vitest'
import {
  changeOf,
  draftOf,
  EMPTY_DRAFT,
  newCustomerInput,
  newCustomerProblem,
} from '../../../dashboard/features/customers/customer-draft.ts'
import { overridesInForce } from '../../../dashboard/features/customers/overrides.ts'
import {
  overrideDraft,
  overrideInput,
  untilProblem,
} from '../../../dashboard/features/customers/profile/override-draft.ts'
import {
  ownFieldDraft,
  ownFieldProblem,
  ownFieldValue,
  ownKeyProblem,
} from '../../../dashboard/features/customers/profile/own-field.ts'
import { resolutionOf, resolvedWords } from '../../../dashboard/features/customers/unmatched/resolution.ts'
import { fromLocalField, toLocalField } from '../../../dashboard/lib/time-field.ts'
import { aCustomer, anUnmatched } from './customer-factories.ts'

describe('what is typed about a customer', () => {
  it('is sent without what was left empty', () => {
    expect(newCustomerInput({ ...EMPTY_DRAFT, name: ' Alice ', tags: ['vip'] })).toEqual({
      name: 'Alice',
      tags: ['vip'],
    })
  })

  it('says before it is sent that nobody is named by it', () => {
    expect(newCustomerProblem({ ...EMPTY_DRAFT, name: ' ', tags: ['vip'] })).toMatch('Give a name')
    expect(newCustomerProblem({ ...EMPTY_DRAFT, user_id: '42' })).toBeNull()
  })

  it('changes only what differs', () => {
    const customer = aCustomer()
    expect(changeOf(customer, draftOf(customer))).toEqual({})
    expect(changeOf(customer, { ...draftOf(customer), name: 'Alice B.', kind: 'account' })).toEqual({
      name: 'Alice B.',
      kind: 'account',
    })
  })

  it('takes a text away with null, but never a Stripe id', () => {
    const customer = aCustomer({ user_id: '42' })
    const draft = { ...draftOf(customer), user_id: '', external_id: '' }
    expect(changeOf(customer, draft)).toEqual({ user_id: null })
  })
})

describe('a field of the account’s own', () => {
  it.each([[true], [false], [9], ['Ines']])('keeps its type when it is opened and saved: %j', (value) => {
    expect(ownFieldValue(ownFieldDraft('key', value))).toBe(value)
  })

  it('says what is wrong before it is sent', () => {
    expect(ownFieldProblem({ key: 'nps', type: 'number', text: '9,5' })).toMatch('not a number')
    expect(ownFieldProblem({ key: 'nps', type: 'text', text: ' ' })).toMatch('missing')
    expect(ownFieldProblem({ key: 'nps', type: 'number', text: '9.5' })).toBeNull()
  })
})

it.each([
  ['nps', null],
  ['', 'missing'],
  ['a b', 'letters, digits'],
  ['9lives', 'letter first'],
  ['__proto__', 'letter first'],
  ['x'.repeat(65), '64 characters'],
])('a field of the account’s own called %j is judged before it is sent', (key, problem) => {
  if (problem === null) expect(ownKeyProblem(key)).toBeNull()
  else expect(ownKeyProblem(key)).toMatch(problem)
})

describe('a value set by hand', () => {
  it('begins with letting in whoever is shut out, and the other way round', () => {
    const access = aCustomer().access
    expect(overrideDraft(aCustomer({ access: { ...access, state: 'expired' } })).access).toBe('active')
    expect(overrideDraft(aCustomer()).access).toBe('suspended')
  })

  it('is sent for its own field, with an absolute end and no empty reason', () => {
    const draft = { ...overrideDraft(aCustomer()), until: '2026-12-01T10:00' }
    expect(overrideInput(draft)).toEqual({
      value: 'suspended',
      until: fromLocalField('2026-12-01T10:00'),
      reason: null,
    })
    expect(overrideInput({ ...draft, field: 'stage', stage: '', until: '' })).toEqual({
      value: null,
      until: null,
      reason: null,
    })
    expect(overrideInput({ ...draft, field: 'packages', packages: ['pro'] }).value).toEqual(['pro'])
  })

  it('cannot end in the past', () => {
    const nowMs = Date.parse('2026-11-22T10:00:00Z')
    const until = toLocalField('2026-11-22T09:59:00Z')
    expect(untilProblem({ ...overrideDraft(aCustomer()), until }, nowMs)).not.toBeNull()
    expect(untilProblem({ ...overrideDraft(aCustomer()), until: '' }, nowMs)).toBeNull()
  })

  it('is listed in words with who set it', () => {
    const set = { until: null, reason: 'Goodwill', set_by: 'operator', set_at: '2026-11-22T10:00:00Z' }
    const overrides = { stage: { value: null, ...set }, access: { value: 'active' as const, ...set } }
    expect(overridesInForce(aCustomer({ overrides }), 0).map(({ words, setBy }) => `${words}, ${setBy}`)).toEqual([
      'Access: Active, operator',
      'Stage: none, operator',
    ])
  })

  it('is over by the reader’s clock, or by the account’s that has changed the customer since', () => {
    const until = '2026-11-29T10:00:00Z'
    const access = { value: 'active' as const, until, reason: null, set_by: 'operator', set_at: '2026-11-22T10:00:00Z' }
    const inForce = (updated_at: string, now: string) =>
      overridesInForce(aCustomer({ overrides: { access }, updated_at }), Date.parse(now)).length
    expect(inForce('2026-11-22T10:00:00Z', '2026-11-29T09:59:59Z')).toBe(1)
    expect(inForce('2026-11-22T10:00:00Z', until)).toBe(0)
    expect(inForce(until, '2026-11-22T10:00:00Z')).toBe(0)
  })
})

describe('an unmatched Stripe customer', () => {
  const other = { id: 'cust_9', name: 'Bruno', email: null, user_id: null }

  it('is settled by what was chosen, once nothing is left to say', () => {
    expect(resolutionOf(null, null)).toBeNull()
    expect(resolutionOf({ kind: 'other' }, null)).toBeNull()
    expect(resolutionOf({ kind: 'other' }, other)).toEqual({ customer: 'cust_9' })
    expect(resolutionOf({ kind: 'candidate', id: 'cust_1' }, other)).toEqual({ customer: 'cust_1' })
    expect(resolutionOf({ kind: 'create' }, other)).toEqual({ create: true })
    expect(resolutionOf({ kind: 'ignore' }, null)).toEqual({ ignore: true })
  })

  it('is told to belong to somebody, or to be ignored', () => {
    expect(resolvedWords(anUnmatched(), other)).toBe('cus_2 belongs to Bruno now.')
    expect(resolvedWords(anUnmatched(), null)).toBe('Events of cus_2 are ignored from now on.')
  })
})
