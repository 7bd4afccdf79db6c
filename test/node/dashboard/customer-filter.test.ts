import { describe, expect, it } from 'vitest'
import {
  changeFilter,
  customerSearch,
  isFiltered,
  nextSort,
  withoutFilters,
} from '../../../dashboard/features/customers/customer-filter.ts'
import { filterChips } from '../../../dashboard/features/customers/customer-filter-words.ts'
import { renewingBefore } from '../../../dashboard/features/customers/list/renewal-presets.ts'
import { profileSearch } from '../../../dashboard/features/customers/profile/profile-search.ts'
import { NAMES } from './customer-factories.ts'

describe('the filters in the address', () => {
  it('are taken as they are where they are valid', () => {
    const search = {
      q: 'alice',
      stage: 'customer',
      access: 'suspended',
      segment: 'seg_1',
      tag: 'vip',
      package: 'pro',
      plan: 'prod_team',
      status: 'past_due',
      renewing_before: '2026-11-29T00:00:00Z',
      sort: '-mrr',
    }
    expect(customerSearch.parse(search)).toEqual(search)
  })

  it('are dropped where they are not, so that an old link still opens', () => {
    const search = customerSearch.parse({
      access: 'open',
      status: 'gone',
      renewing_before: 'soon',
      sort: 'name',
      q: ' ',
    })
    expect(changeFilter(search, {})).toEqual({})
  })

  it('may ask for customers without a subscription', () => {
    expect(customerSearch.parse({ status: 'none' }).status).toBe('none')
  })

  it('go along to a profile, beside its tab', () => {
    expect(profileSearch.parse({ stage: 'trial', tab: 'fields' })).toMatchObject({ stage: 'trial', tab: 'fields' })
    expect(profileSearch.parse({ tab: 'money' }).tab).toBeUndefined()
  })
})

it('an order leaves nobody out, and stays when filters are cleared', () => {
  expect(isFiltered({ sort: 'mrr' })).toBe(false)
  expect(isFiltered({ sort: 'mrr', tag: 'vip' })).toBe(true)
  expect(withoutFilters({ sort: 'mrr', tag: 'vip' })).toEqual({ sort: 'mrr' })
})

it('a change of undefined or of empty text removes a filter', () => {
  expect(changeFilter({ q: 'alice', stage: 'trial', tag: 'vip' }, { q: '', stage: undefined })).toEqual({ tag: 'vip' })
})

describe('a click on the head of a column', () => {
  it('shows the greatest MRR first, then the least, then the newest customers', () => {
    expect([nextSort('mrr', undefined), nextSort('mrr', '-mrr'), nextSort('mrr', 'mrr')]).toEqual([
      '-mrr',
      'mrr',
      undefined,
    ])
  })

  it('shows the soonest renewal first, whatever the order was before', () => {
    expect(nextSort('renewal_date', '-mrr')).toBe('renewal_date')
    expect(nextSort('renewal_date', 'renewal_date')).toBe('-renewal_date')
  })
})

it('chips stand in a fixed order and name plans, segments and states as people do', () => {
  const search = {
    renewing_before: '2026-11-29T23:30:00Z',
    segment: 'seg_1',
    plan: 'prod_gone',
    status: 'past_due',
    access: 'none',
    stage: 'none',
    q: 'alice',
  } as const
  expect(filterChips(search, NAMES, 'UTC').map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Text: alice',
    'Stage: None',
    'Access: No access',
    'Subscription: Past due',
    'Segment: Big spenders',
    'Plan: prod_gone',
    'Renewing before: 29 Nov 2026',
  ])
})

it('a preset of days becomes an absolute moment, so that a shared link means the same list later', () => {
  expect(renewingBefore(Date.parse('2026-11-22T10:00:00.500Z'), 7)).toBe('2026-11-29T10:00:00Z')
})
