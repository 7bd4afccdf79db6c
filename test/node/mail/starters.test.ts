import { describe, expect, it } from 'vitest'
import { KNOWN_VARIABLES } from '../../../worker/domain/mail-variables.ts'
import { lintTemplate } from '../../../worker/mail/lint-template.ts'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { PERSONAS, sampleContext } from '../../../worker/mail/sample-context.ts'
import { STARTER_TRIGGERS } from '../../../worker/mail/starters/starter.ts'
import { STARTER_LAYOUTS, STARTER_SNIPPETS, STARTERS } from '../../../worker/mail/starters.ts'

const FILES = { layouts: STARTER_LAYOUTS, snippets: STARTER_SNIPPETS }

describe('starters', () => {
  it('there is one for each moment that a payer expects to hear of', () => {
    expect(STARTERS.map(({ binding }) => binding.trigger).toSorted()).toEqual([...STARTER_TRIGGERS].toSorted())
    expect(new Set(STARTERS.map(({ id }) => id)).size).toBe(7)
  })

  it.each(STARTERS)('$id has no problem and reads no unknown variable', async (starter) => {
    const { required, category } = starter
    expect((await lintTemplate(starter, { ...FILES, required, category })).problems).toEqual([])
  })

  describe.each(PERSONAS)('for the %s persona', (persona) => {
    it.each(STARTERS)('$id renders with no variable missing', async (starter) => {
      const context = sampleContext(starter.binding.trigger, persona)
      const mail = await renderMail(starter, context, { strict: true, required: starter.required, ...FILES })
      expect(mail).toMatchObject({ ok: true })
      const { subject, html, text } = mail.ok ? mail.value : { subject: '', html: '', text: '' }
      expect(`${subject} ${html} ${text}`).not.toMatch(/\{\{|\{%|undefined|null|NaN|\[object/)
      expect(subject).not.toMatch(/ {2}|^ | $/)
      expect(html.length).toBeLessThan(20_000)
      expect(text.length).toBeGreaterThan(100)
    })
  })

  it('a receipt for the typical persona reads like this', async () => {
    const receipt = STARTERS.find(({ id }) => id === 'payment-succeeded')
    if (!receipt) throw new Error('there is no receipt')
    const mail = await renderMail(receipt, sampleContext('payment.succeeded', 'typical'), { strict: true, ...FILES })
    expect(mail.ok && { subject: mail.value.subject, text: mail.value.text }).toEqual({
      subject: 'Receipt: €49.00 to Example Works',
      text: `Hi Ada,

We have received €49.00 from your Visa ending in 4242. Thank you!

- 5 × Team (at €9.00 / month): €45.00
- Extra storage: €4.00

Paid: €49.00
Date: 30 November 2026
Invoice: A1B2C3-0007

Download it here: https://invoice.example.com/i/sample.pdf

Please keep this mail for your records.

Example Works Ltd
1 Example Street
London`,
    })
  })

  const wordsOf = async (id: string, over: object): Promise<string> => {
    const starter = STARTERS.find((one) => one.id === id)
    if (!starter) throw new Error(`there is no starter ${id}`)
    const sample = sampleContext(starter.binding.trigger, 'typical')
    const context = { ...sample, subscription: { ...sample.subscription, ...over } }
    const mail = await renderMail(starter, context, { strict: true, ...FILES })
    return mail.ok ? `${mail.value.html}\n${mail.value.text}` : JSON.stringify(mail.error)
  }

  it('a trial that is set to end with it is not said to go on, nor asked for payment', async () => {
    const end = '2026-12-03T09:00:00Z'
    const goesOn = /continues at|Add payment details|how you would like to pay|you can cancel/
    expect(await wordsOf('trial-ending', { trial_end: end, cancel_at: '2027-12-03T09:00:00Z' })).toMatch(goesOn)
    const ends = await wordsOf('trial-ending', { trial_end: end, cancel_at: end })
    expect(ends).not.toMatch(goesOn)
    expect(ends.match(/nothing will be charged/g)).toHaveLength(2)
  })

  it('a subscription that is set to end is not said to renew', async () => {
    const end = '2026-12-07T09:00:00Z'
    const ends = await wordsOf('subscription-created', { current_period_end: end, cancel_at: end })
    expect(ends).not.toContain('Renews on')
    expect(ends.match(/Ends on/g)).toHaveLength(2)
  })

  it('a receipt that is no invoice is not called one', async () => {
    const starter = STARTERS.find(({ id }) => id === 'payment-succeeded')
    if (!starter) throw new Error('there is no receipt')
    const { invoice: _none, ...context } = sampleContext('payment.succeeded', 'typical')
    const mail = await renderMail(starter, context, { strict: true, ...FILES })
    expect(mail.ok && mail.value.html).toContain('https://pay.example.com/receipts/sample')
    expect(mail.ok && mail.value.html).not.toMatch(/invoice/i)
  })

  it('the end of one subscription is not said to be the end of all charges', async () => {
    const said = await wordsOf('subscription-canceled', {})
    expect(said.match(/not be charged( for it)? again/g)).toEqual(Array(3).fill('not be charged for it again'))
  })

  it('money and dates are those of the edge persona', async () => {
    const failed = STARTERS.find(({ id }) => id === 'payment-failed')
    if (!failed) throw new Error('there is no mail for failed payments')
    const mail = await renderMail(failed, sampleContext('payment.failed', 'edge'), { strict: true, ...FILES })
    expect(mail.ok && mail.value.subject.replace('\u00a0', ' ')).toBe('Your payment of ¥ 1.200 did not go through')
  })
})

describe('the sample', () => {
  it('the typical persona has a value for every documented variable, and no other', () => {
    const context = sampleContext('payment.failed', 'typical')
    const documented = Object.keys(KNOWN_VARIABLES).map((path) => path.replace(/\.\*$/, ''))
    expect(documented.filter((path) => !pathsIn(context).has(path))).toEqual([])
    const open = Object.keys(KNOWN_VARIABLES).filter((path) => path.endsWith('.*'))
    const isDocumented = (path: string): boolean =>
      documented.some((known) => known === path || known.startsWith(`${path}.`) || known.startsWith(`${path}[`)) ||
      open.some((known) => path.startsWith(known.slice(0, -1)))
    expect([...pathsIn(context)].filter((path) => !isDocumented(path))).toEqual([])
  })
})

function pathsIn(value: unknown, path = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((entry) => [...pathsIn(entry, `${path}[]`)]))
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(
    Object.entries(value).flatMap(([key, inner]) => {
      const here = path === '' ? key : `${path}.${key}`
      return [here, ...pathsIn(inner, here)]
    }),
  )
}
