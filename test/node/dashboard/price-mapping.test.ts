import { describe, expect, it } from 'vitest'
import { catalogTree } from '../../../dashboard/features/catalog/catalog-tree.ts'
import { formatMapping, parseMapping } from '../../../dashboard/features/catalog/mapping/parse-mapping.ts'
import {
  grantOf,
  lacksPackages,
  packageNames,
  strangersOf,
  withoutPackages,
  withPackages,
} from '../../../dashboard/features/catalog/mapping/price-packages.ts'
import { aPrice, aProduct } from './factories.ts'

const mapping = { price_own: ['solo'], prod_1: ['team', 'sso'], price_gone: ['legacy'] }
const own = aPrice({ id: 'price_own', live_subscriptions: 3 })
const inherited = aPrice({ id: 'price_inherited', live_subscriptions: 3 })
const open = aPrice({ id: 'price_open', product: 'prod_2', live_subscriptions: 3 })
const tree = catalogTree([aProduct(), aProduct({ id: 'prod_2', name: 'Other' })], [own, inherited, open])

describe('what a price gives', () => {
  it('is said by its own entry, else by that of its product', () => {
    expect([own, inherited, open].map((price) => grantOf(price, mapping))).toEqual([
      { packages: ['solo'], from: 'price' },
      { packages: ['team', 'sso'], from: 'product' },
      { packages: [], from: 'none' },
    ])
  })

  it('is nothing on purpose where its entry is empty, whatever its product gives', () => {
    expect(grantOf(inherited, { ...mapping, price_inherited: [] })).toEqual({ packages: [], from: 'price' })
  })

  it('is missing where somebody has it and no entry speaks', () => {
    expect([own, inherited, open].map((price) => lacksPackages(price, mapping))).toEqual([false, false, true])
    expect(lacksPackages({ ...open, live_subscriptions: 0 }, mapping)).toBe(false)
    expect(withoutPackages(tree, mapping).map(({ id, prices }) => [id, prices.length])).toEqual([['prod_2', 1]])
  })
})

it('an entry without packages goes away, and the others stay', () => {
  expect(withPackages(mapping, 'price_own', [])).toEqual({ prod_1: ['team', 'sso'], price_gone: ['legacy'] })
  expect(withPackages(mapping, 'price_open', ['pro'])).toEqual({ ...mapping, price_open: ['pro'] })
})

it('ids that the catalog does not hold are shown apart', () => {
  expect(strangersOf(mapping, tree)).toEqual(['price_gone'])
})

it('every package that is named is offered once', () => {
  expect(packageNames({ ...mapping, price_2: ['team'] })).toEqual(['legacy', 'solo', 'sso', 'team'])
})

describe('a pasted mapping', () => {
  it('is read as it was written', () => {
    expect(parseMapping(formatMapping(mapping))).toEqual({ ok: true, value: mapping })
    expect(formatMapping({})).toBe('{}')
  })

  it('may name a single package without brackets, and loses repeats and blanks', () => {
    expect(parseMapping('{"price_1": "pro", "price_2": [" pro ", "pro"]}')).toEqual({
      ok: true,
      value: { price_1: ['pro'], price_2: ['pro'] },
    })
  })

  it.each([
    ['{"price_1": ["pro"]', /^This is no JSON: /],
    ['["pro"]', /^It has to be an object like /],
    ['null', /^It has to be an object like /],
    ['{"price_1": 3}', /^“price_1” has to be a list of at least one package name/],
    ['{"price_1": []}', /^“price_1” has to be a list of at least one package name/],
    ['{"price_1": ["pro", ""]}', /^“price_1” has to be a list of at least one package name/],
    ['{"": ["pro"]}', /^An entry has no id\.$/],
  ])('%s is refused with a reason', (text, reason) => {
    expect(parseMapping(text)).toEqual({ ok: false, error: expect.stringMatching(reason) })
  })
})
