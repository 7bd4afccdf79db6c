import { describe, expect, it } from 'vitest'
import type { MailContext } from '../../../worker/mail/mail-context.ts'
import { htmlOf } from './render.ts'

const plain = async (html: string, over: Partial<MailContext> = {}): Promise<unknown> => {
  const shown = await htmlOf(html, over)
  return typeof shown === 'string' ? shown.replace(/[\u00a0\u202f]/g, ' ') : shown
}

describe('money', () => {
  it.each([
    [4_900, 'eur', 'en', '€49.00'],
    [4_900, 'eur', 'de', '49,00 €'],
    [1_200, 'jpy', 'de-AT', '¥ 1.200'],
    [125_500, 'kwd', 'en', 'KWD 125.500'],
    // Two decimals at Stripe, none on paper.
    [500, 'isk', 'en', 'ISK 5'],
    [500, 'ugx', 'en', 'UGX 5'],
    [100_000, 'huf', 'en', 'HUF 1,000'],
    [100_050, 'huf', 'en', 'HUF 1,000.50'],
    [30_000, 'twd', 'en', 'NT$300'],
    [-1_050, 'usd', 'en', '-$10.50'],
  ])('%d of %s in %s reads %s', async (amount_due, currency, locale, words) => {
    const over = { customer: { locale }, invoice: { amount_due, currency } }
    expect(await plain('{{ invoice.amount_due | money }}', over)).toBe(words)
  })

  it('takes the currency of the object that an amount stands in, before that of the event and the customer', async () => {
    const over = {
      customer: { mrr: 4_900, currency: 'eur' },
      event: { amount: 1_200, currency: 'jpy' },
      invoice: { currency: 'usd', lines: [{ amount: 700 }] },
    }
    const html =
      '{{ customer.mrr | money }} {{ event.amount | money }} {% for l in invoice.lines %}{{ l.amount | money }}{% endfor %}'
    expect(await plain(html, over)).toBe('€49.00 ¥1,200 $7.00')
  })

  it('takes the currency that is named before all others', async () => {
    expect(await plain('{{ event.amount | money: "gbp" }}', { event: { amount: 100, currency: 'eur' } })).toBe('£1.00')
  })

  it('takes the currency of the event, then of the customer, where an amount was computed', async () => {
    const html = '{{ charge.amount | minus: charge.amount_refunded | money }}'
    const charge = { amount: 500, amount_refunded: 200 }
    expect(await plain(html, { charge, event: { currency: 'usd' } })).toBe('$3.00')
    expect(await plain(html, { charge, customer: { currency: 'gbp' } })).toBe('£3.00')
  })

  it('is missing rather than wrong where no currency is known', async () => {
    expect(await plain('{{ 500 | money }}', { customer: {} })).toEqual({
      type: 'missing',
      variables: ['event.currency'],
    })
  })

  it('drops zeros where it is asked to, and only whole ones', async () => {
    const html = '{{ 500 | money_without_trailing_zeros: "eur" }} {{ 550 | money_without_trailing_zeros: "eur" }}'
    expect(await plain(html)).toBe('€5 €5.50')
  })

  it('leaves missing amounts missing, so that default can follow', async () => {
    expect(await plain('{{ invoice.amount_due | money | default: "nothing" }}')).toBe('nothing')
  })

  it('lets amounts be compared and counted as numbers', async () => {
    const invoice = { amount_due: 500, amount_paid: 300, currency: 'eur' }
    const html =
      '{% if invoice.amount_due > invoice.amount_paid %}{{ invoice.amount_due | minus: invoice.amount_paid }}{% endif %} {{ invoice.amount_due }} {% if invoice.amount_due == 500 %}same{% endif %}'
    expect(await plain(html, { invoice })).toBe('200 500 same')
  })
})

describe('dates', () => {
  const over = (locale: string, timezone: string) => ({
    customer: { locale, timezone, renewal_date: '2026-12-03T23:30:00Z' },
  })

  it.each([
    ['{{ customer.renewal_date | date }}', 'en-GB', 'UTC', '3 December 2026'],
    ['{{ customer.renewal_date | date }}', 'de', 'Asia/Tokyo', '4. Dezember 2026'],
    ['{{ customer.renewal_date | date: "%-d %B %Y, %H:%M" }}', 'en', 'Europe/Vienna', '4 December 2026, 00:30'],
    ['{{ customer.renewal_date | date: "%A" }}', 'de', 'UTC', 'Donnerstag'],
    ['{{ customer.renewal_date | date_in: "America/New_York", "%H:%M" }}', 'en', 'UTC', '18:30'],
    ['{{ customer.renewal_date | date_in: "Mars/Base" }}', 'en-GB', 'UTC', '3 December 2026'],
    ['{{ customer.renewal_date | days_until }}', 'en', 'UTC', '3'],
    ['{{ customer.renewal_date | days_until }}', 'en', 'Asia/Tokyo', '4'],
    ['{{ customer.renewal_date | relative_date }}', 'en', 'UTC', 'in 3 days'],
    ['{{ customer.renewal_date | relative_date }}', 'de', 'UTC', 'in 3 Tagen'],
    ['{{ "2026-12-01T08:00:00Z" | relative_date }}', 'en', 'UTC', 'tomorrow'],
    ['{{ "2026-09-30" | relative_date }}', 'en', 'UTC', '2 months ago'],
    ['{{ "now" | date: "%Y-%m-%d %H:%M" }}', 'en', 'UTC', '2026-11-30 09:00'],
    ['{{ 1764493200 | date: "%Y" }}', 'en', 'UTC', '2025'],
    ['{{ "soon" | date }}', 'en', 'UTC', 'soon'],
    ['{{ customer.cancel_at | date | default: "never" }}', 'en', 'UTC', 'never'],
    ['{{ customer.renewal_date | date }}', 'no_such_locale_at_all', 'Nowhere', 'December 3, 2026'],
  ])('%s in %s and %s reads %s', async (html, locale, timezone, words) => {
    expect(await plain(html, over(locale, timezone))).toBe(words)
  })
})

describe('words', () => {
  it.each([
    ['{{ 1 | pluralize: "day", "days" }} {{ 3 | pluralize: "day", "days" }}', 'day days'],
    ['{{ "ada LOVELACE mcQueen o\'neil" | titlecase }}', 'Ada Lovelace mcQueen O&#39;neil'],
    ['{{ "A long sentence" | truncate: 9 }}', 'A long...'],
    ['{{ customer.first_name | default: "there" }}', 'there'],
  ])('%s reads %s', async (html, words) => {
    expect(await plain(html)).toBe(words)
  })
})
