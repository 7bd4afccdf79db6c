import { describe, expect, it } from 'vitest'
import { lintLanguages } from '../../../worker/mail/lint-languages.ts'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { STARTER_LAYOUTS } from '../../../worker/mail/starters.ts'
import { LENIENT, mailContent, mailContext, STRICT } from '../../support/mail.ts'

async function inLanguage(html: string, language: string | null, locale?: string): Promise<unknown> {
  const context = mailContext({ customer: { ...(locale && { locale }) } })
  const mail = await renderMail(mailContent({ html }), context, { ...LENIENT, language })
  return mail.ok ? mail.value.html : mail.error
}

describe('a mail in a language', () => {
  it.each([
    ['<html lang="en"><body>x', '<html lang="de-AT"><body>x'],
    ["<HTML dir='ltr' LANG = 'en'>x", `<HTML dir='ltr' LANG = "de-AT">x`],
    ['<!doctype html>\n<html lang=en>x<p lang="en">', '<!doctype html>\n<html lang="de-AT">x<p lang="en">'],
    ['<html>x', '<html>x'],
    ['<p lang="en">x', '<p lang="en">x'],
  ])('has it as that of its html, where that names one: %j', async (html, expected) => {
    expect(await inLanguage(html, 'de-AT')).toBe(expected)
    expect(await inLanguage(html, null)).toBe(html)
  })

  it('tells its layout and snippets which one it is, and nothing where it is the default', async () => {
    const options = { layouts: { frame: '{{ message.language | default: "-" }}{% block content %}{% endblock %}' } }
    const content = mailContent({ html: ' {% render "s" %}', layout: 'frame' })
    const render = async (language: string | null) => {
      const mail = await renderMail(content, mailContext({ message: { language: 'sample' } }), {
        ...{ ...STRICT, ...options, language, snippets: { s: '{% if message.language == "de" %}ja{% endif %}' } },
      })
      return mail.ok ? mail.value.html : mail.error
    }
    expect([await render('de'), await render(null)]).toEqual(['de ja', '- '])
  })

  it('is framed by the built-in layouts as one of that language', async () => {
    const content = mailContent({ html: '<p>Hallo</p>', layout: 'default' })
    const mail = await renderMail(content, mailContext(), { ...LENIENT, layouts: STARTER_LAYOUTS, language: 'de' })
    expect(mail.ok && mail.value.html).toMatch(/<html lang="de">[\s\S]*Hallo/)
  })

  it('writes amounts and dates as its reader does, whatever the language of the words is', async () => {
    const html = '{{ 123456 | money: "eur" }} {{ "2026-12-03T00:00:00Z" | date }}'
    const written = String(await inLanguage(html, 'fr', 'de-AT')).replace(/[\u00a0\u202f]/g, ' ')
    expect(written).toBe('€ 1.234,56 3. Dezember 2026')
  })
})

describe('the check of a template in several languages', () => {
  const words = { subject: 'x', preheader: null, html: '<p>x</p>', text: null }

  it('names the variant that something is wrong with, and where', async () => {
    const variants = { de: { ...words, html: 'a\n{{ customer.shoe }}' }, fr: { ...words, subject: '{% if %}' } }
    const problems = await lintLanguages({ ...words, layout: null, variants }, {})
    expect(problems).toMatchObject([
      { language: 'de', code: 'unknown_variable', part: 'html', line: 2, column: 4, variable: 'customer.shoe' },
      { language: 'fr', code: 'syntax', part: 'subject', line: 1 },
    ])
  })

  it('asks each variant for what marketing must have, and tells once of what is required of all', async () => {
    const html = '{{ links.unsubscribe }} {{ account.address }}'
    const content = { ...words, html, layout: null, variants: { de: words, fr: { ...words, html } } }
    const problems = await lintLanguages(content, { category: 'marketing', required: ['invoice.link'] })
    expect(problems.map(({ language, code }) => [language, code])).toEqual([
      [null, 'unknown_variable'],
      ['de', 'no_unsubscribe_link'],
      ['de', 'no_postal_address'],
    ])
  })

  it('counts the work of all languages together', async () => {
    const long = { ...words, html: '{{ customer.name }}'.repeat(1_000).padEnd(40_000) }
    const check = (tags: string[]) =>
      lintLanguages({ ...words, layout: null, variants: Object.fromEntries(tags.map((tag) => [tag, long])) }, {})
    const [alone, many] = [await check(['de']), await check(['de', 'fr', 'it'])]
    expect([alone, many]).toMatchObject([[], [{ code: 'syntax', message: 'The template is too long to be checked.' }]])
  })
})
