import { describe, expect, it } from 'vitest'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { PERSONAS, sampleContext } from '../../../worker/mail/sample-context.ts'
import { STARTER_LAYOUTS, STARTER_SNIPPETS, STARTERS } from '../../../worker/mail/starters.ts'

const FILES = { layouts: STARTER_LAYOUTS, snippets: STARTER_SNIPPETS }

describe('mail in the real runtime', () => {
  it.each(PERSONAS)('every starter renders for the %s persona', async (persona) => {
    for (const starter of STARTERS) {
      const context = sampleContext(starter.binding.trigger, persona)
      const mail = await renderMail(starter, context, { strict: true, required: starter.required, ...FILES })
      expect(mail, starter.id).toMatchObject({ ok: true })
    }
  })

  it('money and dates are written as on paper, by our table and its Intl', async () => {
    const content = {
      ...{ preheader: null, html: 'x', text: null, layout: null },
      subject:
        '{{ 500 | money: "isk" }} · {{ 1200 | money: "jpy" }} · {{ 1500 | money: "kwd" }} · {{ now | date: "%-d %B" }}',
    }
    const context = { ...sampleContext('payment.succeeded', 'typical') }
    const mail = await renderMail(content, { ...context, customer: { locale: 'de' } }, { strict: true })
    expect(mail.ok && mail.value.subject.replace(/[\u00a0\u202f]/g, ' ')).toBe(
      '5 ISK · 1.200 ¥ · 1,500 KWD · 30 November',
    )
  })

  it('loops within loops are stopped', async () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'].join(',')
    const html = `{% assign all = "${letters}" | split: "," %}${'abcd'
      .split('')
      .reduceRight((inner, name) => `{% for ${name} in all %}${inner}{% endfor %}`, '{{ a }}')}`
    const content = { subject: 'x', preheader: null, html, text: null, layout: null }
    const mail = await renderMail(content, sampleContext('payment.succeeded', 'edge'), { strict: false })
    expect(mail).toMatchObject({ ok: false, error: { type: 'budget', part: 'html' } })
  })
})
