import { expect, it } from 'vitest'
import { packagesOf } from '../../../worker/domain/packages.ts'
import { billing, item } from './mrr/factories.ts'

it('a mapping names the packages of a price, else of its product', () => {
  const of = billing({ items: [item('month'), item('month', { id: 'si_2', price: 'price_2', product: 'prod_2' })] })
  expect(packagesOf(of, { price_1: ['pro'], prod_1: ['never'], prod_2: ['extra'] }, null)).toEqual(['extra', 'pro'])
})

it('a price or product that is called as what every object has stands for nothing', () => {
  const of = billing({ items: [item('month', { price: 'constructor', product: 'toString' })] })
  expect(packagesOf(of, {}, null)).toEqual([])
})

it('a price that is not known stands for nothing, also where a mapping has an entry without a name', () => {
  const of = billing({ items: [item('month', { price: null, product: null })] })
  expect(packagesOf(of, { '': ['pro'] }, null)).toEqual([])
})
