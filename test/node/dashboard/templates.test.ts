import { describe, expect, it } from 'vitest'
import { changedParts } from '../../../dashboard/features/templates/changed-parts.ts'
import { liquidSuggestions } from '../../../dashboard/features/templates/code/liquid-completion.ts'
import { LIQUID_FILTERS } from '../../../dashboard/features/templates/code/liquid-filters.ts'
import { wrongLanguage } from '../../../dashboard/features/templates/languages/wrong-language.ts'
import { placeWords, templateProblems } from '../../../dashboard/features/templates/liquid-problem.ts'
import {
  formOf,
  inputOf,
  NEW_TEMPLATE,
  resolveTemplate,
  wordsOf,
} from '../../../dashboard/features/templates/template-form.ts'
import { usesOf } from '../../../dashboard/features/templates/uses.ts'
import { versionState } from '../../../dashboard/features/templates/version-words.ts'
import { ApiError } from '../../../dashboard/lib/api-error.ts'
import type { Template } from '../../../dashboard/lib/api-types.ts'
import { lineDiff, withContext } from '../../../dashboard/lib/line-diff.ts'
import { inScheme } from '../../../dashboard/lib/mail-scheme.ts'
import { createEngine } from '../../../worker/mail/liquid/engine.ts'
import { readerOf } from '../../../worker/mail/words.ts'

const template: Template = {
  ...{ id: 'tmpl_1', object: 'template', name: 'Failed', kind: 'mail', category: 'transactional', required: [] },
  ...{ binding: { trigger: 'payment.failed', price: 'price_1' }, subject: 'Hi', preheader: null, html: '<p>a</p>' },
  ...{ text: null, layout: 'default', variants: {}, version: 2, published_version: 1 },
  ...{ created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z' },
}

describe('the form of a template', () => {
  it('holds all that the API says, and sends the same', () => {
    const { id, object, version, published_version, created_at, updated_at, ...input } = template
    expect(inputOf(formOf(template))).toEqual(input)
    const own = {
      ...input,
      text: 'a',
      layout: null,
      preheader: 'b',
      binding: { trigger: 'payment.failed', product: 'p:1' },
    }
    expect(inputOf(formOf({ ...template, ...own }))).toEqual(own)
  })

  it('holds each language, and copies the default for a new one', () => {
    const german = { subject: 'Hallo', preheader: null, html: '<p>Hallo</p>', text: 'Hallo' }
    const form = formOf({ ...template, variants: { de: german } })
    expect(form.variants).toEqual({ de: { ...german, preheader: '', ownText: true } })
    expect(inputOf(form).variants).toEqual({ de: german })
    const fr = { ...wordsOf(form), subject: ' Salut ' }
    expect(inputOf({ ...form, variants: { fr } }).variants).toEqual({
      fr: { subject: 'Salut', preheader: null, html: '<p>a</p>', text: null },
    })
    expect(inputOf({ ...form, kind: 'layout' }).variants).toEqual({})
  })

  it('keeps its own text while the text is made from the html, and does not send it', () => {
    const form = { ...formOf({ ...template, text: 'mine' }), ownText: false }
    expect([form.text, inputOf(form).text]).toEqual(['mine', null])
  })

  it('of a layout sends nothing that only mails have', () => {
    const input = inputOf({ ...formOf(template), kind: 'layout', required: ['event.id'], preheader: 'x' })
    expect(input).toMatchObject({ binding: null, required: [], preheader: null, text: null, layout: null })
    expect('subject' in input).toBe(false)
  })

  it('asks for a name, and of a mail for a subject', () => {
    expect(Object.keys(resolveTemplate(NEW_TEMPLATE).errors)).toEqual(['name', 'subject'])
    expect(resolveTemplate({ ...NEW_TEMPLATE, name: 'Frame', kind: 'layout' }).errors).toEqual({})
  })

  it('asks each language for a subject and words, and leads to the first that lacks them', () => {
    const de = { ...wordsOf(NEW_TEMPLATE), subject: 'Hallo' }
    const variants = { de, fr: { ...de, subject: ' ' }, it: { ...de, html: '' } }
    const { errors } = resolveTemplate({ ...NEW_TEMPLATE, name: 'x', subject: 'x', variants })
    expect(errors).toEqual({
      variants: { fr: { subject: expect.anything() }, it: { html: expect.anything() } },
    })
    const languages = [null, 'de', 'fr', 'it']
    expect([null, 'de', 'it'].map((shown) => wrongLanguage(errors, languages, shown))).toEqual(['fr', 'fr', 'it'])
    expect(wrongLanguage({ subject: {} }, languages, 'de')).toBeNull()
    expect(wrongLanguage({ name: {} }, languages, 'de')).toBe('de')
  })
})

describe('what the API refuses', () => {
  const refused = (pointer: string, message: string, at?: { line: number; column: number }) =>
    templateProblems(
      new ApiError(422, { errors: [{ pointer, code: 'liquid_error', message, ...at }], code: 'validation_failed' }),
    )[0]

  it('is told with its line and column, once', () => {
    const problem = refused('/template/html', 'line 3, column 5: tag "if" not closed', { line: 3, column: 5 })
    expect(problem).toMatchObject({ field: 'html', part: 'html', message: 'tag "if" not closed' })
    expect(problem && placeWords(problem)).toBe('Line 3, column 5 of the HTML')
  })

  it('names the language of a variant', () => {
    const message = 'variant de-AT, line 3, column 5: not closed'
    const problem = refused('/template/variants/de-AT/html', message, { line: 3, column: 5 })
    expect(problem).toMatchObject({
      ...{ field: 'variants.de-AT.html', language: 'de-AT', part: 'html', message: 'not closed', elsewhere: false },
    })
    expect(problem && placeWords(problem)).toBe('Line 3, column 5 of the HTML in German (Austria)')
    const framed = refused('/variants/de/html', 'variant de, layout/x, line 3, column 5: not closed', {
      line: 3,
      column: 5,
    })
    expect(framed).toMatchObject({ language: 'de', elsewhere: true })
    expect(refused('/variants', 'too much')).toMatchObject({ field: 'variants', language: null, part: null })
  })

  it('has no place in this template where it stands in a layout', () => {
    const problem = refused('/html', 'default, line 3, column 5: not closed', { line: 3, column: 5 })
    expect(problem).toMatchObject({ elsewhere: true, message: 'default, line 3, column 5: not closed' })
    expect(problem && placeWords(problem)).toBeNull()
  })
})

describe('completion', () => {
  const labels = (line: string, asked = false) => liquidSuggestions(line, asked)?.options.map(({ label }) => label)

  it.each(['{{', '{{ ', '<p>{{ customer.', '{% if cust', '{{ a | default: cust'])(
    'offers variables after %s',
    (line) => {
      expect(labels(line)).toContain('customer.first_name')
    },
  )

  it.each(['{{ event.amount |', '{{ event.amount | mo', '{{ a | upcase | '])('offers filters after %s', (line) => {
    expect(labels(line)).toContain('money')
  })

  it.each(['', '<p>cust', '{{ a }} cust', '{% ', '{% i', '{{ "cust', "{{ a | default: 'th"])(
    'is silent after %s',
    (line) => {
      expect(labels(line)).toBeUndefined()
    },
  )

  it('replaces the word before the cursor', () => {
    expect(liquidSuggestions('<p>{{ customer.fi', false)?.from).toBe(6)
  })

  it('offers no filter that the engine does not have', () => {
    const engine = createEngine('html', { layouts: {}, snippets: {} }, readerOf('en', 'UTC', 0))
    expect(Object.keys(LIQUID_FILTERS).filter((name) => !(name in engine.filters))).toEqual([])
  })
})

describe('what changes', () => {
  it('is told line by line, with a line around it', () => {
    const lines = withContext(lineDiff('a\nb\nc\nd\ne', 'a\nb\nX\nd\ne'))
    expect(lines.map((line) => line && `${line.kind} ${line.text}`)).toEqual([
      ...[null, 'same b', 'removed c', 'added X', 'same d', null],
    ])
  })

  it.each([
    ['', 'a'],
    ['a\nb', 'b\na'],
    ['x\n'.repeat(2_000), 'y\n'.repeat(2_000)],
  ])('can be put together again from both sides', (before, after) => {
    const lines = lineDiff(before, after)
    const side = (kind: string) => lines.filter((line) => line.kind !== kind).map(({ text }) => text)
    expect([side('added').join('\n'), side('removed').join('\n')]).toEqual([before, after])
  })

  it('leaves out parts that are the same', () => {
    const after = { ...template, text: 'own', required: ['event.id'] }
    expect(changedParts(template, after)).toEqual([
      { label: 'Text part', before: 'made from the HTML', after: 'own' },
      { label: 'Required variables', before: 'none', after: 'event.id' },
    ])
  })

  it('names the languages that were changed, added and removed', () => {
    const words = { subject: 'Hi', preheader: null, html: '<p>a</p>', text: null }
    const before = { ...template, variants: { de: words, fr: words } }
    const after = { ...template, variants: { de: { ...words, subject: 'Hallo' }, it: { ...words, text: 'Ciao' } } }
    expect(changedParts(before, after)).toEqual([
      { label: 'German: Subject', before: 'Hi', after: 'Hallo' },
      { label: 'French: Subject', before: 'Hi', after: 'none' },
      { label: 'French: HTML', before: '<p>a</p>', after: 'none' },
      { label: 'French: Text part', before: 'made from the HTML', after: 'none' },
      { label: 'Italian: Subject', before: 'none', after: 'Hi' },
      { label: 'Italian: HTML', before: 'none', after: '<p>a</p>' },
      { label: 'Italian: Text part', before: 'none', after: 'Ciao' },
    ])
  })
})

describe('where a template is used', () => {
  it('is in automations that send it, and in templates of which it is a part', () => {
    const sends = { actions: [{ type: 'send_email' as const, template: 'tmpl_1' }] }
    const other = { actions: [{ type: 'send_email' as const }] }
    expect(usesOf(template, [sends, other], []).automations).toEqual([sends])
    const framed = { ...template, id: 'tmpl_2', layout: 'tmpl_1' }
    const renders = { ...template, id: 'tmpl_3', html: '{%- render "tmpl_1", a: 1 %}' }
    expect(usesOf({ id: 'tmpl_1', kind: 'layout' }, [], [framed, renders]).templates).toEqual([framed])
    expect(usesOf({ id: 'tmpl_1', kind: 'snippet' }, [], [framed, renders]).templates).toEqual([renders])
  })
})

describe('the state of a template', () => {
  it.each([
    [1, null, 'draft'],
    [1, 1, 'published'],
    [2, 1, 'changed'],
  ] as const)('with draft %s and published %s it is %s', (version, published_version, state) => {
    expect(versionState({ ...template, version, published_version })).toBe(state)
  })
})

describe('a mail in the dark', () => {
  it('has the rules of its scheme and never those of the other, whatever this browser likes', () => {
    const html = '<style>:root{color-scheme: light dark}@media (prefers-color-scheme: dark) {p{}}</style>'
    expect(inScheme(html, 'dark')).toContain('@media (min-width: 0)')
    expect(inScheme(html, 'dark')).toContain('color-scheme: dark')
    expect(inScheme(html, 'light')).toContain('@media (max-width: 0)')
  })
})
