import { describe, expect, it } from 'vitest'
import {
  countProblems,
  problemsFirst,
  problemsOf,
  withProblem,
} from '../../../dashboard/features/catalog/catalog-problems.ts'
import { catalogSearch } from '../../../dashboard/features/catalog/catalog-search-params.ts'
import { catalogTree, searchCatalog } from '../../../dashboard/features/catalog/catalog-tree.ts'
import { priceAmount, priceInterval } from '../../../dashboard/features/catalog/price-words.ts'
import { aPrice, aProduct } from './factories.ts'

const solo = aProduct({ id: 'prod_solo', name: 'Solo' })
const team = aProduct({ id: 'prod_team', name: 'Team', description: 'For 25 people' })
const legacy = aProduct({ id: 'prod_legacy', name: 'Basic 2019', active: false })

describe('catalogTree', () => {
  it('sorts products by name, those in use first, and unseen ones last', () => {
    const tree = catalogTree([team, legacy, solo], [aPrice({ product: 'prod_unseen' })])
    expect(tree.map(({ id, product }) => [id, product?.name ?? null])).toEqual([
      ['prod_solo', 'Solo'],
      ['prod_team', 'Team'],
      ['prod_legacy', 'Basic 2019'],
      ['prod_unseen', null],
    ])
  })

  it('sorts prices: active first, then by currency and amount', () => {
    const prices = [
      aPrice({ id: 'archived', product: team.id, active: false, unit_amount: 1 }),
      aPrice({ id: 'usd', product: team.id, currency: 'usd', unit_amount: 5 }),
      aPrice({ id: 'tiered', product: team.id, unit_amount: null }),
      aPrice({ id: 'dear', product: team.id, unit_amount: 9000 }),
      aPrice({ id: 'cheap', product: team.id, unit_amount: 900 }),
    ]
    expect(catalogTree([team], prices)[0]?.prices.map(({ id }) => id)).toEqual([
      'cheap',
      'dear',
      'tiered',
      'usd',
      'archived',
    ])
  })
})

it('products that only prices name stand after all others, by their id', () => {
  const nameless = (id: string) => aProduct({ id, name: '', problems: ['missing'] })
  expect(catalogTree([nameless('prod_z'), nameless('prod_m'), legacy], []).map(({ id }) => id)).toEqual([
    'prod_legacy',
    'prod_m',
    'prod_z',
  ])
})

describe('searchCatalog', () => {
  const tree = catalogTree(
    [solo, team],
    [
      aPrice({ id: 'price_a', product: team.id, nickname: 'Yearly', unit_amount: 19_000 }),
      aPrice({ id: 'price_b', product: team.id }),
      aPrice({ id: 'price_c', product: solo.id, currency: 'jpy', unit_amount: 2500 }),
    ],
  )
  const found = (text: string) =>
    searchCatalog(tree, text).map(({ id, prices }) => [id, prices.map((price) => price.id)])

  it('keeps all prices of a product that matches', () => {
    expect(found('25 PEOPLE')).toEqual([['prod_team', ['price_b', 'price_a']]])
  })

  it('keeps a product for its matching prices only', () => {
    expect(found('yearly')).toEqual([['prod_team', ['price_a']]])
    expect(found('2,500 jpy')).toEqual([['prod_solo', ['price_c']]])
    expect(found('nothing')).toEqual([])
  })
})

describe('a price in words', () => {
  it.each([
    [{}, '19.00 EUR'],
    [{ unit_amount: null, unit_amount_decimal: '0.5', currency: 'usd' }, '0.005 USD'],
    [{ unit_amount: null, unit_amount_decimal: null, billing_scheme: 'tiered' }, 'Tiered, EUR'],
    [{ unit_amount: null, unit_amount_decimal: null }, 'Chosen by the payer, EUR'],
    [{ unit_amount: null, unit_amount_decimal: null, currency: null }, '–'],
  ])('%j costs %s', (overrides, text) => {
    expect(priceAmount(aPrice(overrides))).toBe(text)
  })

  it.each([
    [{ interval: 'month', interval_count: 1, usage_type: 'licensed' }, 'every month'],
    [{ interval: 'month', interval_count: 3, usage_type: 'licensed' }, 'every 3 months'],
    [{ interval: 'year', interval_count: 1, usage_type: 'metered' }, 'every year, metered'],
    [null, 'once'],
  ])('%j is billed %s', (recurring, text) => {
    expect(priceInterval(aPrice({ recurring }))).toBe(text)
  })
})

describe('problems of the catalog', () => {
  const tree = () =>
    catalogTree(
      [solo, { ...team, problems: ['unmapped'] }, legacy],
      [
        aPrice({ id: 'fine', product: solo.id }),
        aPrice({ id: 'dear', product: legacy.id, unit_amount: 9000, problems: ['archived_in_use'] }),
        aPrice({ id: 'cheap', product: legacy.id, unit_amount: 1 }),
        aPrice({ id: 'gone', product: 'prod_gone', problems: ['missing', 'unmapped'] }),
      ],
    )

  it('come before what is in order, the worst first, among prices too', () => {
    expect(problemsFirst(tree()).map(({ id, prices }) => [id, prices.map((price) => price.id)])).toEqual([
      ['prod_gone', ['gone']],
      ['prod_team', []],
      ['prod_legacy', ['dear', 'cheap']],
      ['prod_solo', ['fine']],
    ])
  })

  it('are counted over products and prices', () => {
    expect(countProblems(tree())).toEqual({ missing: 1, unmapped: 2, archived_in_use: 1 })
  })

  it('filter to what has them, under its product', () => {
    expect(
      withProblem(tree(), 'archived_in_use').map(({ id, prices }) => [id, prices.map((price) => price.id)]),
    ).toEqual([['prod_legacy', ['dear']]])
    expect(withProblem(tree(), 'unmapped').map(({ id }) => id)).toEqual(['prod_team', 'prod_gone'])
  })

  it('pass over words of a newer API', () => {
    const price = JSON.parse(JSON.stringify({ ...aPrice(), problems: ['from_the_future', 'unmapped'] }))
    expect(problemsOf(price)).toEqual(['unmapped'])
  })

  it('an address with an unknown problem shows everything', () => {
    expect(catalogSearch.parse({ problem: 'nonsense', q: 'team' })).toEqual({ q: 'team' })
  })
})
