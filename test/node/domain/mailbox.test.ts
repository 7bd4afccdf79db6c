import { describe, expect, it } from 'vitest'
import { addressOf, formatMailbox, parseMailbox } from '../../../worker/domain/mailbox.ts'

describe('a mailbox', () => {
  it.each([
    ['ann@example.com', null, 'ann@example.com'],
    [' ann@EXAMPLE.com ', null, 'ann@example.com'],
    ['<ann@example.com>', null, 'ann@example.com'],
    ['Ann <ann@example.com>', 'Ann', 'ann@example.com'],
    ['Ann & Sons <ann+a@example.com>', 'Ann & Sons', 'ann+a@example.com'],
    ['"Ann, \\"A\\"" <ann@example.com>', 'Ann, "A"', 'ann@example.com'],
    ['Müller GmbH <ann@bücher.example>', 'Müller GmbH', 'ann@xn--bcher-kva.example'],
  ])('%j is %j at %s', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address })
  })

  it.each([
    ...[
      '',
      'ann',
      '@example.com',
      'ann@',
      'ann@@example.com',
      'a b@example.com',
      '.ann@example.com',
      'a..b@example.com',
    ],
    ...['ann@example.com, bob@example.com', 'Ann <ann@example.com>, Bob <bob@example.com>', 'Ann, B <ann@example.com>'],
    ...['ann@example.com\r\nBcc: bob@example.com', 'Ann\n <ann@example.com>', 'Ann\0 <ann@example.com>'],
    ...['ann@[127.0.0.1]', 'ann@127.0.0.1', 'ann@0x7f.1', 'ann@exa_mple.com', 'ann@example..com', 'ann@example.com:25'],
    ...['"a b"@example.com', 'Ann "A" <ann@example.com>', 'ann@example.com>', `${'a'.repeat(65)}@example.com`],
    ...[`a@${'a'.repeat(60)}.${'b.'.repeat(100)}com`, 'Ann <Bob <ann@example.com>>'],
  ])('%j is none', (text) => {
    expect(parseMailbox(text)).toBeNull()
  })

  it.each(['Ann', 'Ann & Sons', 'Ann, "A" \\ B', 'Müller (GmbH)', 'a@b', 'Dr. Ann'])(
    'named %j is read as it was written',
    (name) => {
      const mailbox = { name, address: 'ann@example.com' }
      expect(parseMailbox(formatMailbox(mailbox))).toEqual(mailbox)
    },
  )

  it('may be asked for its address alone', () => {
    expect(addressOf('ann@Example.com')).toBe('ann@example.com')
    expect(addressOf('Ann <ann@example.com>')).toBeNull()
  })
})
