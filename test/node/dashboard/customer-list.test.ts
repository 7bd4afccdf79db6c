import { describe, expect, it } from 'vitest'
import type { CustomerPage, CustomerPages } from '../../../dashboard/features/customers/get-customers.ts'
import {
  type ColumnKey,
  DEFAULT_COLUMNS,
  parseColumns,
  toggleColumn,
} from '../../../dashboard/features/customers/list/column-choice.ts'
import { compareTop, renewRows } from '../../../dashboard/features/customers/list/compare-top.ts'
import { csvColumns } from '../../../dashboard/features/customers/list/csv-columns.ts'
import { customerSubtitle } from '../../../dashboard/features/customers/names.ts'
import { aCustomer } from './customer-factories.ts'

function aPage(ids: string[], hasMore = true): CustomerPage {
  const data = ids.map((id) => aCustomer({ id }))
  return { object: 'list', data, has_more: hasMore, next_cursor: hasMore ? 'next' : null }
}

function somePages(...pages: string[][]): CustomerPages {
  return { pages: pages.map((ids) => aPage(ids)), pageParams: pages.map(() => undefined) }
}

describe('the list beside its first page as it is now', () => {
  it('has not changed where the same customers stand in the same order', () => {
    expect(compareTop(somePages(['a', 'b'], ['c']), aPage(['a', 'b']))).toEqual({ added: 0, moved: false })
  })

  it('counts customers that it does not hold', () => {
    expect(compareTop(somePages(['a', 'b']), aPage(['z', 'y', 'a']))).toEqual({ added: 2, moved: true })
  })

  it('has moved where known customers changed places', () => {
    expect(compareTop(somePages(['a', 'b'], ['c']), aPage(['b', 'a']))).toEqual({ added: 0, moved: true })
    expect(compareTop(somePages(['a', 'b'], ['c']), aPage(['a', 'c']))).toEqual({ added: 0, moved: true })
  })

  it('has moved where it holds more than there is now', () => {
    expect(compareTop(somePages(['a', 'b', 'c']), aPage(['a', 'b'], false))).toEqual({ added: 0, moved: true })
  })

  it('is renewed in place: no row moves, none comes, none goes', () => {
    const renewed = renewRows(somePages(['a', 'b'], ['c']), [
      aCustomer({ id: 'c', stage: 'churned' }),
      aCustomer({ id: 'new' }),
    ])
    const rows = renewed.pages.flatMap(({ data }) => data.map(({ id, stage }) => `${id} ${stage}`))
    expect(rows).toEqual(['a customer', 'b customer', 'c churned'])
  })
})

describe('the choice of columns', () => {
  it('is the default where this browser stored none', () => {
    expect(parseColumns(null)).toEqual(DEFAULT_COLUMNS)
  })

  it('may be no column at all', () => {
    expect(parseColumns('')).toEqual([])
  })

  it('drops what this version does not know, and keeps the order of the table', () => {
    expect(parseColumns('mrr,shoe_size,stage')).toEqual(['stage', 'mrr'])
  })

  it('adds and takes away one column', () => {
    const columns: ColumnKey[] = ['stage', 'mrr']
    expect(toggleColumn(columns, 'access')).toEqual(['stage', 'access', 'mrr'])
    expect(toggleColumn(columns, 'stage')).toEqual(['mrr'])
  })
})

it('the file has who each customer is, and the shown columns with the currency of every amount', () => {
  expect(csvColumns(['mrr', 'stage'])).toBe('id,name,email,stage,mrr,currency,mrr_all')
})

it.each([
  [{ name: 'Ada', email: 'ada@example.com', user_id: '42' }, 'ada@example.com'],
  [{ name: null, email: 'ada@example.com', user_id: '42' }, '42'],
  [{ name: 'Ada', email: null, user_id: null, external_id: 'cus_1' }, 'cus_1'],
  [{ name: 'Ada', email: null, user_id: null, external_id: null }, null],
])('a row tells a customer from others by the best of what its name leaves out: %j', (known, subtitle) => {
  expect(customerSubtitle(aCustomer(known))).toBe(subtitle)
})
