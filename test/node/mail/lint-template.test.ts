import { describe, expect, it } from 'vitest'
import { isKnownVariable } from '../../../worker/domain/mail-variables.ts'
import { lintTemplate } from '../../../worker/mail/lint-template.ts'
import { mailContent } from '../../support/mail.ts'

describe('a template is checked before anybody is written to', () => {
  it('errors of grammar stand with part, line and column, in each part', async () => {
    const content = mailContent({ subject: '{{ customer.name | }', html: '<p>\n {% if customer %}' })
    const { problems } = await lintTemplate(content)
    expect(problems).toMatchObject([
      { code: 'syntax', part: 'subject', line: 1, column: 1 },
      { code: 'syntax', part: 'html', line: 2, column: 2, message: 'tag {% if customer %} not closed' },
    ])
  })

  it('tags that are opened again and again and never closed are an error like others', async () => {
    const never = '{{'.repeat(49_000)
    const { problems } = await lintTemplate(mailContent({ subject: never, preheader: never, html: never, text: never }))
    expect(problems.map(({ code, part, line }) => [code, part, line])).toEqual(
      ['subject', 'preheader', 'html', 'text'].map((part) => ['syntax', part, 1]),
    )
  }, 15_000)

  it('unknown variables are named where they stand, also in branches that a sample does not take', async () => {
    const html =
      '{{ customer.name }}\n{% if charge %}{{ charge.crd.last4 }}{% endif %}{{ custmer.name | default: invoice.nr }}'
    const { problems } = await lintTemplate(mailContent({ html }))
    expect(problems).toEqual(
      [
        ['charge.crd.last4', 2, 19],
        ['custmer.name', 2, 52],
        ['invoice.nr', 2, 76],
      ].map(([name, line, column]) => ({
        code: 'unknown_variable',
        part: 'html',
        file: null,
        line,
        column,
        variable: name,
        message: `There is no variable ${name}.`,
      })),
    )
  })

  it('what a template makes itself is no unknown variable', async () => {
    const html =
      '{% assign a = 1 %}{% capture b %}x{% endcapture %}{{ a }}{{ b }}{% for line in invoice.lines %}{{ line.amount }}{{ forloop.index }}{% endfor %}{% increment c %}{% render "s", word: a %}'
    const { problems } = await lintTemplate(mailContent({ html }), { snippets: { s: '{{ word }}' } })
    expect(problems).toEqual([])
  })

  it('snippets and layouts are checked with the template that uses them', async () => {
    const files = {
      layouts: { l: '{{ acount.name }}{% block content %}{% endblock %}' },
      snippets: { s: '\n{{ nope }}' },
    }
    const { problems } = await lintTemplate(mailContent({ html: '{% render "s" %}', layout: 'l' }), files)
    expect(problems.map(({ file, line, message }) => [file, line, message])).toEqual([
      ['layout/l', 1, 'There is no variable acount.name.'],
      ['snippet/s', 2, 'There is no variable nope.'],
    ])
  })

  it('a snippet or layout that does not exist is a problem', async () => {
    const absent = await lintTemplate(mailContent({ html: '\n{% render "absent" %}' }))
    expect(absent.problems).toMatchObject([
      { code: 'syntax', line: 2, column: 1, message: 'There is no snippet "absent".' },
    ])
    const unframed = await lintTemplate(mailContent({ layout: 'absent' }))
    expect(unframed.problems).toMatchObject([{ code: 'syntax', message: 'There is no layout "absent".' }])
  })

  it('a required variable must be one that there is', async () => {
    const { problems } = await lintTemplate(mailContent(), { required: ['invoice.hosted_url', 'invoice.hosted'] })
    expect(problems.map(({ message }) => message)).toEqual([
      'invoice.hosted is required, but there is no such variable.',
    ])
  })

  it('marketing mail needs a way out and a postal address', async () => {
    const codes = async (html: string, category: 'marketing' | 'transactional'): Promise<string[]> =>
      (await lintTemplate(mailContent({ html }), { category })).problems.map(({ code }) => code)
    expect(await codes('', 'marketing')).toEqual(['no_unsubscribe_link', 'no_postal_address'])
    expect(await codes('{{ links.unsubscribe }} {{ account.address }}', 'marketing')).toEqual([])
    expect(await codes('', 'transactional')).toEqual([])
  })

  it('the variables that are read are told, each once', async () => {
    const html = '{{ invoice.number }}{{ customer.name }}{{ invoice.number }}{% if links.unsubscribe %}{% endif %}'
    const { variables } = await lintTemplate(mailContent({ html }))
    expect(variables).toEqual(['customer.name', 'invoice.number', 'links.unsubscribe'])
  })

  it('a template that would take too long to check is refused', async () => {
    const { problems } = await lintTemplate(mailContent({ html: '{{x}}\n'.repeat(16_000) }))
    expect(problems).toMatchObject([{ code: 'syntax', message: 'The template is too long to be checked.' }])
  })
})

describe('known variables', () => {
  it.each([
    [['customer', 'name'], true],
    [['customer'], true],
    [['charge', 'card'], true],
    [['customer', 'fields', 'seats'], true],
    [['customer', 'fields', null], true],
    [['event', 'data', 'lines', 'data', 0, 'amount'], true],
    [['invoice', 'lines', 0, 'amount'], true],
    [['invoice', 'lines', 'size'], true],
    [['invoice', 'lines', 0, 'nothing'], false],
    [['customer', 'nome'], false],
    [['customer', 'size'], false],
    [['now'], true],
    [['toString'], false],
  ])('%j: %s', (segments, expected) => {
    expect(isKnownVariable(segments)).toBe(expected)
  })
})
