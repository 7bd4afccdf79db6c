import { describe, expect, it } from 'vitest'
import { tallyTermsOf, termsOf, typedWords } from '../../../worker/domain/customer-terms.ts'
import { storedCustomer } from '../../support/customer.ts'

const NOBODY = ['stage:', 'access:none', 'status:']
const words = (of: { name?: string; email?: string }): string[] =>
  termsOf(storedCustomer(of))
    .filter((term) => term.startsWith('word:'))
    .map((term) => term.slice('word:'.length))

describe('the terms of a customer', () => {
  it('are all that it is found by, in one order', () => {
    const customer = storedCustomer({
      ...{ stripe_customer_ids: ['cus_A', 'cus_B'], user_id: 'U 42', stage: 'customer', subscription_status: 'active' },
      ...{ name: 'Alice Müller', email: 'Alice@Example.com', plan: { price: 'price_1', product: 'prod_1' } },
      ...{ packages: ['Pro'], tags: ['VIP', 'a:b'], segments: ['seg_1'] },
      access: { ...storedCustomer().access, state: 'active' },
    })
    expect(termsOf(customer)).toEqual([
      ...['stage:customer', 'access:active', 'status:active', 'cus:cus_A', 'cus:cus_B', 'user:U 42'],
      ...['plan:price_1', 'plan:prod_1', 'package:Pro', 'tag:VIP', 'tag:a:b', 'segment:seg_1'],
      ...['word:alice@example.com', 'word:example.com', 'word:müller'],
    ])
  })

  it('say that there is no stage and no subscription', () => {
    expect(termsOf(storedCustomer())).toEqual(NOBODY)
  })

  it.each([
    [{ name: 'Jean-Luc O’Brien' }, ['brien', 'jean-luc', 'luc', 'o’brien']],
    [{ name: '  (ACME)\tﬁne 東京 株式会社 ' }, ['(acme)', 'acme', 'fine', '東京', '株式会社']],
    [{ name: 'Ann Anna Annan' }, ['annan']],
    [{ name: 'Alice', email: 'alice.smith@example.com' }, ['alice.smith@example.com', 'example.com']],
    [{ name: 'Bob "The Boss" \\ Miller' }, ['bob', 'boss', 'miller', 'the']],
    [{ email: 'no-domain' }, ['no-domain']],
    [{ name: '…', email: '' }, ['...']],
  ])('of %o are words as people type them, without those that only begin another', (of, expected) => {
    expect(words(of)).toEqual(expected)
  })

  it('are lost as words when personal data is erased; what a customer has stays', () => {
    expect(termsOf(storedCustomer({ name: 'Alice', tags: ['vip'], erased: true }))).toEqual([...NOBODY, 'tag:vip'])
  })

  it('are at most 64 of at most 200 characters, each once and well-formed; words go first', () => {
    const tags = Array.from({ length: 60 }, (_, at) => `tag ${at}`)
    const many = termsOf(storedCustomer({ name: 'Alice Bob Carol', tags: [...tags, ...tags] }))
    expect(many).toEqual([...NOBODY, ...tags.map((tag) => `tag:${tag}`), 'word:alice'])
    const [long = ''] = termsOf(storedCustomer({ tags: ['😀'.repeat(200)] })).slice(3)
    expect([long.length, long.isWellFormed()]).toEqual([200, true])
  })
})

describe('tallies', () => {
  it('count customers and what they have, but for ids and words', () => {
    const terms = ['stage:', 'access:none', 'cus:cus_1', 'user:1', 'tag:user:1', 'word:alice']
    expect(tallyTermsOf(terms)).toEqual(['customers', 'stage:', 'access:none', 'tag:user:1'])
  })

  it('do not count a customer that was merged away and has no terms', () => {
    expect(tallyTermsOf([])).toEqual([])
  })
})

describe('typed words', () => {
  it('are as they are kept, each once', () => {
    expect(typedWords(' Alice  ALICE "bob" jean-luc@Example.com ')).toEqual(['alice', 'bob', 'jean-luc@example.com'])
  })
})
