import { describe, expect, it } from 'vitest'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { LENIENT, mailContent, mailContext, STRICT } from '../../support/mail.ts'
import { htmlOf } from './render.ts'

const HELLO = mailContent({ html: '<p>Hello {{ customer.first_name }}, {{ invoice.number }}</p>' })

describe('what a mail is made of', () => {
  it('a mail has subject, preheader, html and a text made from the html', async () => {
    const content = mailContent({
      subject: 'For {{ customer.name }}',
      preheader: 'Soon',
      html: '<body><p>Dear {{ customer.name }}</p></body>',
    })
    const mail = await renderMail(content, mailContext(), STRICT)
    expect(mail).toMatchObject({
      ok: true,
      value: { subject: 'For Ada Lovelace', preheader: 'Soon', text: 'Dear Ada Lovelace', headers: {} },
    })
    const html = mail.ok ? mail.value.html : ''
    expect(html).toMatch(/^<body><div style="display:none;[^"]*">Soon(&#847;&zwnj;&nbsp;)+<\/div><p>Dear Ada/)
  })

  it('a text of its own is rendered, without html escapes', async () => {
    const content = mailContent({ text: 'Dear {{ customer.name }}\r\n\r\n\r\n\r\nBye' })
    const mail = await renderMail(content, mailContext({ customer: { name: "O'Neil & Co" } }), STRICT)
    expect(mail.ok && mail.value.text).toBe("Dear O'Neil & Co\n\nBye")
  })

  it('a subject is one line, whatever the values hold', async () => {
    const content = mailContent({ subject: '  Hi {{ customer.name }}\n' })
    const mail = await renderMail(
      content,
      mailContext({ customer: { name: 'Ada\r\nBcc: all@example.com\u2028' } }),
      STRICT,
    )
    expect(mail.ok && mail.value.subject).toBe('Hi Ada Bcc: all@example.com')
  })

  it('an empty subject is missing', async () => {
    const mail = await renderMail(
      mailContent({ subject: ' {{ customer.name }} ' }),
      mailContext({ customer: {} }),
      LENIENT,
    )
    expect(mail).toEqual({ ok: false, error: { type: 'missing', variables: ['subject'] } })
  })

  it('an address to unsubscribe at becomes a link and the headers of one-click', async () => {
    const content = mailContent({ html: '<a href="{{ links.unsubscribe }}">Unsubscribe</a>' })
    const mail = await renderMail(content, mailContext(), {
      strict: true,
      unsubscribeUrl: 'https://mail.test/u?t=1&m=2',
    })
    expect(mail.ok && { html: mail.value.html, headers: mail.value.headers }).toEqual({
      html: '<a href="https://mail.test/u?t=1&amp;m=2">Unsubscribe</a>',
      headers: {
        'List-Unsubscribe': '<https://mail.test/u?t=1&m=2>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    })
  })
})

describe('missing values', () => {
  it('strict: every variable without a value is named, in all parts, each once', async () => {
    const content = { ...HELLO, subject: '{{ invoice.number }}', text: '{{ charge.card.last4 }}' }
    expect(await renderMail(content, mailContext(), STRICT)).toEqual({
      ok: false,
      error: { type: 'missing', variables: ['invoice.number', 'customer.first_name', 'charge.card.last4'] },
    })
  })

  it('strict: a variable may be missing in a condition and before default', async () => {
    const html = '{% if invoice.number %}{{ invoice.number }}{% endif %}{{ customer.first_name | default: "there" }}'
    const mail = await renderMail(mailContent({ html }), mailContext(), STRICT)
    expect(mail.ok && mail.value.html).toBe('there')
  })

  it('lenient: what is missing is blank', async () => {
    const mail = await renderMail(HELLO, mailContext(), LENIENT)
    expect(mail.ok && mail.value.html).toBe('<p>Hello , </p>')
  })

  it('lenient: a required variable without a value stops the mail', async () => {
    const required = ['customer.name', 'invoice.hosted_url', 'customer.__proto__', 'account.name']
    const mail = await renderMail(HELLO, mailContext({ account: { name: '' } }), { strict: false, required })
    expect(mail).toEqual({
      ok: false,
      error: { type: 'missing', variables: ['invoice.hosted_url', 'customer.__proto__', 'account.name'] },
    })
  })
})

describe('failures', () => {
  it.each([
    ['<p>\n  {{ customer.name | shout }}', { line: 2, column: 3, message: 'undefined filter: shout' }],
    ['a {% if customer %}', { line: 1, column: 3, message: 'tag {% if customer %} not closed' }],
    ['{% nonsense %}', { line: 1, column: 1, message: 'tag "nonsense" not found' }],
    ['x\n{% render "absent" %}', { line: 2, column: 1, message: 'There is no snippet "absent".' }],
    ['{% layout "absent" %}', { line: 1, column: 1, message: 'There is no layout "absent".' }],
  ])('%j is a syntax failure with its place', async (html, place) => {
    expect(await htmlOf(html)).toEqual({ type: 'syntax', part: 'html', file: null, ...place })
  })

  it('a layout that does not exist is a syntax failure', async () => {
    const mail = await renderMail(mailContent({ layout: 'constructor' }), mailContext(), LENIENT)
    expect(mail).toMatchObject({ ok: false, error: { type: 'syntax', message: 'There is no layout "constructor".' } })
  })

  it('a failure in a snippet names the snippet', async () => {
    const snippets = { bad: 'one\n{{ x | shout }}' }
    const mail = await renderMail(mailContent({ html: '{% render "bad" %}' }), mailContext(), {
      strict: false,
      snippets,
    })
    expect(mail).toMatchObject({ ok: false, error: { type: 'syntax', file: 'snippet/bad', line: 2, column: 1 } })
  })

  it('cancel ends the mail with its reason, even where values are missing', async () => {
    const html =
      '{{ invoice.number }}{% if customer.currency == "eur" %}{% cancel "pays in " | append: customer.currency %}{% endif %}'
    const mail = await renderMail(mailContent({ html }), mailContext(), STRICT)
    expect(mail).toEqual({ ok: false, error: { type: 'canceled', reason: 'pays in eur' } })
  })

  it('what is longer than a mail may be is too large', async () => {
    const html = `{% for i in (1..20) %}${'x'.repeat(30_000)}{% endfor %}`
    expect(await htmlOf(html)).toEqual({ type: 'too_large', part: 'html', maxChars: 500_000 })
  })

  it('a template longer than one may be is refused', async () => {
    expect(await htmlOf('x'.repeat(100_001))).toMatchObject({
      type: 'syntax',
      message: 'A template has at most 100000 characters.',
    })
  })
})

describe('layouts and snippets', () => {
  const layouts = { default: '<main>{% block content %}{% endblock %}</main><i>{% block foot %}foot{% endblock %}</i>' }

  it('html goes into the block content of its layout, and sees the same variables', async () => {
    const content = mailContent({ html: '{% assign who = customer.name %}<b>{{ who }}</b>', layout: 'default' })
    const mail = await renderMail(content, mailContext(), { strict: true, layouts })
    expect(mail.ok && mail.value.html).toBe('<main><b>Ada Lovelace</b></main><i>foot</i>')
  })

  it('html with blocks of its own fills those', async () => {
    const html = '{% block content %}words{% endblock %}{% block foot %}end{% endblock %}'
    const mail = await renderMail(mailContent({ html, layout: 'default' }), mailContext(), { strict: true, layouts })
    expect(mail.ok && mail.value.html).toBe('<main>words</main><i>end</i>')
  })

  it('html that names its layout keeps it', async () => {
    const html = '{% layout "default" %}{% block content %}words{% endblock %}'
    const mail = await renderMail(mailContent({ html }), mailContext(), { strict: true, layouts })
    expect(mail.ok && mail.value.html).toBe('<main>words</main><i>foot</i>')
  })

  it('a snippet sees what it is given and the variables of the mail', async () => {
    const content = mailContent({ html: '{% render "hi", word: "Hello" %}' })
    const snippets = { hi: '{{ word }} {{ customer.name }}' }
    const mail = await renderMail(content, mailContext(), { strict: true, snippets })
    expect(mail.ok && mail.value.html).toBe('Hello Ada Lovelace')
  })
})
