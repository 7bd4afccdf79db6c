import { describe, expect, it } from 'vitest'
import { parseAllowPrivate, parsePriceMapping } from '../../worker/config-values.ts'

const FORM = 'must be JSON like {"price_1": ["package-a"]}: price or product ids to packages.'

describe('STRIPE_PRICE_MAPPING', () => {
  it.each([undefined, '', '  ', '{}'])('%j maps nothing', (value) => {
    expect(parsePriceMapping(value)).toEqual({ ok: true, value: {} })
  })

  it('maps price and product ids to packages; one package may stand alone', () => {
    const value = '{"price_1": ["pro", "team"], "prod_1": "solo", "price_free": []}'
    expect(parsePriceMapping(value)).toEqual({
      ok: true,
      value: { price_1: ['pro', 'team'], prod_1: ['solo'], price_free: [] },
    })
  })

  it.each(['{"price_1": ["pro"]', 'price_1=pro', '["pro"]', '"pro"', 'null', '1'])(
    '%j is not such JSON: the variable is named, its value is not repeated',
    (value) => {
      expect(parsePriceMapping(value)).toEqual({ ok: false, error: `STRIPE_PRICE_MAPPING ${FORM}` })
    },
  )

  it.each([
    ['{"": ["pro"]}', 'a key is empty.'],
    ['{" ": ["pro"]}', 'a key is empty.'],
    ['{"price_1": ["pro"], "price_2": {"name": "secret"}}', '"price_2" must have a list of packages.'],
    ['{"price_2": null}', '"price_2" must have a list of packages.'],
    ['{"price_2": 7}', '"price_2" must have a list of packages.'],
    ['{"price_2": ""}', 'a package of "price_2" has an empty name.'],
    ['{"price_2": ["pro", " "]}', 'a package of "price_2" has an empty name.'],
    ['{"price_2": ["pro", 7]}', 'a package of "price_2" is no text.'],
    ['{"price_2": [["secret"]]}', 'a package of "price_2" is no text.'],
    [`{"${'x'.repeat(100)}": 7}`, `"${'x'.repeat(60)}…" must have a list of packages.`],
    ['{"a\\nb": 7}', '"a\\nb" must have a list of packages.'],
  ])('%s is refused in one line that names the entry', (value, wrong) => {
    expect(parsePriceMapping(value)).toEqual({ ok: false, error: `STRIPE_PRICE_MAPPING: ${wrong} It ${FORM}` })
  })
})

describe('ALLOW_PRIVATE_ENDPOINTS', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['false', false],
    ['0', false],
    ['true', true],
    ['1', true],
  ])('%j opens loopback in development: %s', (value, isOpen) => {
    expect(parseAllowPrivate(value, 'development')).toEqual({ ok: true, value: isOpen })
  })

  it('is refused outside development, and where it is neither yes nor no', () => {
    const named = { ok: false, error: expect.stringMatching(/^ALLOW_PRIVATE_ENDPOINTS must /) }
    expect(parseAllowPrivate('true', 'production')).toEqual(named)
    expect(parseAllowPrivate('yes', 'development')).toEqual(named)
    expect(parseAllowPrivate('false', 'production')).toEqual({ ok: true, value: false })
  })
})
