import { describe, expect, it } from 'vitest'
import { disconnectWords } from '../../../dashboard/features/connection/card/disconnect-words.ts'
import { heldText, holdsAll, listedText } from '../../../dashboard/features/connection/catalog/catalog-words.ts'
import { canRead, endpointWords, secretIsWanted } from '../../../dashboard/features/connection/connection-words.ts'
import { reasonParts } from '../../../dashboard/features/connection/reason-parts.ts'
import { aConnection } from './factories.ts'

describe('disconnectWords', () => {
  it('tells the owner of a key to delete it, as a key cannot delete itself', () => {
    const { goes, byHand } = disconnectWords(aConnection())
    expect(goes[0]).toContain('webhook endpoint is removed')
    expect(byHand).toContain('ends in 9fQz')
  })

  it.each(['app_oauth', 'connect_oauth'] as const)(
    '%s gives the access back and keeps the platform’s endpoint',
    (kind) => {
      expect(disconnectWords(aConnection({ kind })).goes.join(' ')).not.toContain('endpoint')
    },
  )

  it('leaves the other mode alone', () => {
    expect(disconnectWords(aConnection({ mode: 'live' })).stays.join(' ')).toContain('test connection')
  })
})

describe('canRead', () => {
  it.each([
    ['connected', 'restricted_key', true],
    ['degraded', 'connect_oauth', true],
    ['importing', 'app_oauth', true],
    ['connected', 'webhook_only', false],
    ['disconnected', 'restricted_key', false],
    ['connecting', 'restricted_key', false],
    ['not_connected', null, false],
  ] as const)('%s by %s: %s', (status, kind, expected) => {
    expect(canRead(aConnection({ status, kind }))).toBe(expected)
  })
})

it('a condition that wants a secret opens the form for it', () => {
  const condition = {
    code: 'signatures_rejected' as const,
    since: '2026-11-21T19:00:00Z',
    cause: 'Rolled?',
    action: { type: 'add_secret' as const, label: 'Add', url: null },
  }
  expect(secretIsWanted(aConnection({ conditions: [condition] }))).toBe(true)
  expect(secretIsWanted(aConnection())).toBe(false)
})

it('an endpoint state that is not known is told as it is', () => {
  expect(endpointWords('receiving')).toBe('Receiving')
  expect(endpointWords('moved_away')).toBe('moved away')
})

describe('reasonParts', () => {
  it('makes links of Stripe’s pages and code of commands', () => {
    expect(reasonParts('Delete it at https://dashboard.stripe.com/test/apikeys: run `stripe listen`.')).toEqual([
      { kind: 'text', text: 'Delete it at ' },
      { kind: 'page', text: 'https://dashboard.stripe.com/test/apikeys' },
      { kind: 'text', text: ': run ' },
      { kind: 'code', text: 'stripe listen' },
      { kind: 'text', text: '.' },
    ])
  })

  it.each(['https://dashboard.stripe.com.evil.example/x', 'http://dashboard.stripe.com/x', 'javascript:alert(1)'])(
    'leaves %s as text',
    (text) => {
      expect(reasonParts(text)).toEqual([{ kind: 'text', text }])
    },
  )
})

describe('both sides of the catalog', () => {
  const at = '2026-11-21T19:00:00Z'
  const counts = { products: 12, prices: 1, coupons: 0 }

  it('are said to be equal only where every count is', () => {
    expect(listedText({ at, stripe: counts, billhook: counts })).toBe('Stripe lists 12 products, 1 price and 0 coupons')
    expect(heldText({ at, stripe: counts, billhook: counts })).toBe('Billhook holds all of them')
    const more = { at, stripe: counts, billhook: { ...counts, coupons: counts.coupons + 2 } }
    expect(holdsAll(more)).toBe(true)
    expect(heldText(more)).toBe('Billhook holds all of them, and 2 more that came since or are being looked up')
    expect(holdsAll({ at, stripe: counts, billhook: { ...counts, prices: 0 } })).toBe(false)
  })

  it('are named where they differ', () => {
    expect(heldText({ at, stripe: counts, billhook: { ...counts, products: 11 } })).toBe('Billhook holds 11, 1 and 0')
  })
})
