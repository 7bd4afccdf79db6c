import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { mailContent, mailContext, STRICT } from '../../support/mail.ts'
import { htmlOf } from './render.ts'

const ALPHABET = Object.fromEntries([['letters', [...'abcdefghijklmnopqrstuvwxyz']]])

afterEach(() => vi.restoreAllMocks())

/** As it is in a deployed Worker: no time passes while it computes. */
function freezeClock(): void {
  vi.spyOn(Date, 'now').mockReturnValue(1_764_493_200_000)
  vi.spyOn(performance, 'now').mockReturnValue(0)
}

describe('a template cannot take more than a mail is worth, on a clock that stands still', () => {
  const fields = { customer: { fields: ALPHABET as never } }
  const nested = (tag: string, body: string): string =>
    'abcd'
      .split('')
      .reduceRight((inner, name) => `{% ${tag} ${name} in customer.fields.letters %}${inner}{% end${tag} %}`, body)

  it.each([
    ['four loops over 26 entries', nested('for', '{{ a }}{{ b }}{{ c }}{{ d }}')],
    ['four loops with nothing in them', nested('for', '')],
    ['four loops of tables', nested('tablerow', 'x')],
    ['a loop over a range of a billion', '{% for i in (1..1000000000) %}{% endfor %}'],
    ['a hundred thousand turns of nothing', '{% for i in (1..100000) %}{% endfor %}'],
    [
      'a capture that doubles itself',
      `{% assign x = "12345678" %}${'{% capture x %}{{ x }}{{ x }}{% endcapture %}'.repeat(40)}`,
    ],
    [
      'a raw capture that doubles itself',
      `{% assign x = "12345678" %}${'{% capture x %}{{ x | raw }}{{ x | raw }}{% endcapture %}'.repeat(40)}`,
    ],
    ['an append that doubles itself', `{% assign x = "12345678" %}${'{% assign x = x | append: x %}'.repeat(40)}`],
    ['a date padded to a billion', '{{ "now" | date: "%1000000000d" }}'],
    ['many dates padded to a thousand', '{% for i in (1..9999) %}{{ "now" | date: "%999d" }}{% endfor %}'],
    ['dates in a loop', '{% for i in (1..9999) %}{{ "now" | date }}{% endfor %}'],
    ['a long text in a loop', `{% for i in (1..60) %}${'x'.repeat(90_000)}{% endfor %}`],
    ['a long raw text in a loop', `{% for i in (1..60) %}{% raw %}${'x'.repeat(90_000)}{% endraw %}{% endfor %}`],
    [
      'a long condition in a loop',
      `{% for i in (1..9999) %}{% if ${'a or '.repeat(15_000)}a %}{% endif %}{% endfor %}`,
    ],
    ['many filters in a loop', `{% for i in (1..9999) %}{{ a${'|upcase'.repeat(12_000)} }}{% endfor %}`],
    ['a long path in a loop', `{% for i in (1..9999) %}{{ customer${'.a'.repeat(40_000)} }}{% endfor %}`],
    [
      'a long condition for each entry',
      `{% assign a = (1..900000) | where_exp: "x", "${'x == 0 or '.repeat(200)}x == 0" %}`,
    ],
    ['a long path for each entry', `{% assign a = (1..900000) | where: "${'a.'.repeat(9_000)}a" %}`],
    [
      'a long text encoded in a loop',
      `{% assign x = "${'x'.repeat(50_000)}" %}{% for i in (1..900) %}{{ x | url_encode | size }}{% endfor %}`,
    ],
    [
      'a long text made an address of in a loop',
      `{% assign x = "${'x'.repeat(50_000)}" %}{% for i in (1..900) %}{{ x | slugify | size }}{% endfor %}`,
    ],
    ['money in a loop', '{% for i in (1..9999) %}{{ i | money: "eur" }}{% endfor %}'],
  ])('%s is out of budget', async (_, html) => {
    freezeClock()
    expect(await htmlOf(html, fields)).toMatchObject({ type: 'budget', part: 'html' })
  })

  it.each(['loops', 'strictly'])('a snippet that renders itself is out of budget (%s)', async (mode) => {
    freezeClock()
    const snippets = { self: 'x{% render "self" %}' }
    const mail = await renderMail(mailContent({ html: '{% render "self" %}' }), mailContext(), {
      strict: mode === 'strictly',
      snippets,
    })
    expect(mail).toMatchObject({ ok: false, error: { type: 'budget' } })
  })

  it('loops stop in strict mode too, where the engine goes on after a flaw', async () => {
    freezeClock()
    const html = nested('for', '{{ absent }}')
    expect(await renderMail(mailContent({ html }), mailContext(fields), STRICT)).toMatchObject({ ok: false })
  })

  it.each([
    ['a text part of nothing but blanks', { html: 'x', text: `${' '.repeat(90_000)}x` }],
    ['a page that opens again and again', { html: `{% for i in (1..100) %}${'<body '.repeat(800)}{% endfor %}` }],
  ])('%s is looked through once', async (_, parts) => {
    const mail = await renderMail(mailContent({ preheader: 'News', ...parts }), mailContext(), { strict: false })
    expect(mail).toMatchObject({ ok: true })
  })

  it('conditions nested without end are refused', async () => {
    const html = '{% if a %}'.repeat(4_700) + '{% endif %}'.repeat(4_700)
    expect(await htmlOf(html)).toMatchObject({ type: expect.stringMatching(/budget|syntax/) })
  })

  it('a long template full of missing variables is told one of them, not all', async () => {
    const mail = await renderMail(mailContent({ html: '{{x}}\n'.repeat(16_000) }), mailContext(), STRICT)
    expect(mail).toEqual({ ok: false, error: { type: 'missing', variables: ['x'] } })
  })

  it('an invoice of a hundred lines is within it', async () => {
    const lines = Array.from({ length: 100 }, (_, at) => ({ description: `Line ${at}`, amount: at, quantity: 1 }))
    const html =
      '{% for line in invoice.lines %}<tr><td>{{ line.quantity }} × {{ line.description }}</td><td>{{ line.amount | money }}</td></tr>{% endfor %}'
    expect(await htmlOf(html, { invoice: { currency: 'eur', lines } })).toContain('Line 99</td><td>€0.99')
  })
})

describe('values from strangers', () => {
  const customer = { name: '<script>alert("x")</script>' }

  it('are escaped in html, in snippets, in attributes and in the preheader', async () => {
    const content = mailContent({
      preheader: '{{ customer.name }}',
      html: '{{ customer.name }}{% render "tag" %}{% capture c %}{{ customer.name }}{% endcapture %}',
    })
    const snippets = { tag: '<a title="{{ customer.name }}">' }
    const mail = await renderMail(content, mailContext({ customer }), { strict: true, snippets })
    const html = mail.ok ? mail.value.html : ''
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;<a title="&lt;script&gt;')
  })

  it('are never read as Liquid', async () => {
    expect(await htmlOf('{{ customer.name }}', { customer: { name: '{{ 1 | plus: 1 }}{% cancel %}' } })).toBe(
      '{{ 1 | plus: 1 }}{% cancel %}',
    )
  })

  it.each([
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ customer.constructor }}',
    '{{ customer.__proto__.constructor.name }}',
    '{{ customer.tags.constructor }}',
    '{{ customer.name.constructor }}',
    '{{ toString }}',
    '{{ customer.mrr.__proto__ }}',
    '{{ "x" | render: "constructor" | default: "" }}',
  ])('%s shows nothing of the machine', async (html) => {
    const shown = await htmlOf(html, { customer: { name: 'Ada', tags: ['a'], mrr: 100, currency: 'eur' } })
    if (typeof shown === 'string') expect(shown).toBe('')
    else expect(shown).toMatchObject({ type: 'syntax' })
  })

  it('no file can be named out of what was given', async () => {
    for (const name of ['../package.json', '/etc/passwd', 'constructor', '__proto__', 'layout/default']) {
      expect(await htmlOf(`{% render "${name}" %}`)).toMatchObject({ type: 'syntax' })
    }
  })
})
