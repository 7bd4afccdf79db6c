import { beforeAll, describe, expect, it } from 'vitest'
import { savedTemplate, templatePreview, templateVersion } from '../../../worker/http/schemas/template.ts'
import { stripeCustomer } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { reportSent, withoutConsumers } from './sent.ts'

const GERMAN = { subject: 'Hallo', preheader: 'Neues', html: '<p>Hallo</p>', text: 'Hallo!' }
const FRENCH = { subject: 'Bonjour', preheader: null, html: '<p>Bonjour</p>', text: null }
const HELLO = { name: 'Hello', subject: 'Hello', html: '<html lang="en"><p>Hello</p></html>' }

describe('variants of a template', () => {
  let account: RuleAccount
  beforeAll(async () => {
    account = await ruleAccount()
    await withoutConsumers(account.tenant)
    const of = (id: string, preferred_locales: string[]) => ({
      ...stripeCustomer({ id, email: `${id}@example.com` }),
      preferred_locales,
    })
    await account.receive(
      event('customer.created', of('cus_1', ['de-AT', 'fr']), { id: 'evt_1' }),
      event('customer.created', of('cus_2', []), { id: 'evt_2' }),
    )
  })
  const make = async (body: object): Promise<Json> => {
    const made = await account.ask('POST', '/templates', { ...HELLO, ...body })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body
  }
  const refusals = async (method: string, path: string, body: object): Promise<Json[]> => {
    const answer = await account.ask(method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(422)
    return answer.body.errors
  }

  it('are kept by canonical tag, whole, in the order of the alphabet', async () => {
    const made = await make({ variants: { fr: { subject: 'Bonjour', html: '<p>Bonjour</p>' }, de_at: GERMAN } })
    expect(Object.entries(made.variants)).toEqual([
      ['de-AT', GERMAN],
      ['fr', FRENCH],
    ])
    expect(savedTemplate.strict().parse(made)).toEqual(made)
    expect((await account.ask('GET', `/templates/${made.id}`)).body.variants).toEqual(made.variants)
  })

  it('are replaced all together by PATCH, which leaves them where it does not name them', async () => {
    const { id } = await make({ variants: { de: GERMAN, fr: FRENCH } })
    const patched = async (body: object) => (await account.ask('PATCH', `/templates/${id}`, body)).body
    expect((await patched({ subject: 'Hi' })).variants).toEqual({ de: GERMAN, fr: FRENCH })
    const without = await patched({ variants: { FR: FRENCH } })
    expect([without.subject, without.variants]).toEqual(['Hi', { fr: FRENCH }])
    expect((await patched({ variants: {} })).variants).toEqual({})
  })

  it('stay with the version that they were published with, and come back with it', async () => {
    const { id } = await make({})
    await account.ask('POST', `/templates/${id}/publish`)
    await account.ask('PATCH', `/templates/${id}`, { variants: { de: GERMAN } })
    await account.ask('POST', `/templates/${id}/publish`)
    await account.ask('PATCH', `/templates/${id}`, { variants: {} })
    const versions = await account.list(`/templates/${id}/versions`)
    expect(versions.map(({ variants }) => variants)).toEqual([{ de: GERMAN }, {}])
    for (const one of versions) expect(templateVersion.strict().parse(one)).toEqual(one)
    const back = async (version: number) =>
      (await account.ask('POST', `/templates/${id}/revert`, { version })).body.variants
    expect([await back(2), await back(1)]).toEqual([{ de: GERMAN }, {}])
  })

  it('with words that nothing fills are saved, and the warning names the language', async () => {
    const { warnings } = await make({ variants: { de: { ...GERMAN, text: 'a\n{{ customer.shoe }}' } } })
    expect(warnings).toMatchObject([{ language: 'de', code: 'unknown_variable', part: 'text', line: 2, column: 4 }])
  })

  const words = { subject: 'x', html: 'x' }
  const many = Object.fromEntries(
    ['de', 'fr', 'it'].flatMap((tag) => 'ATCHBEDELIFRIT'.match(/../g)?.map((of) => [`${tag}-${of}`, words]) ?? []),
  )
  it.each<[string, object, string, string, string]>([
    ['a malformed tag', { 'de--at': words }, '/variants/de--at', 'unknown_language', '“de--at”'],
    ['a language that nobody speaks', { xx: words }, '/variants/xx', 'unknown_language', '“xx”'],
    ['a word in place of a tag', { german: words }, '/variants/german', 'unknown_language', '“german”'],
    ['one language twice', { 'de-AT': words, de_at: words }, '/variants/de_at', 'duplicate', '“de_at”'],
    ['more than twenty', many, '/variants', 'too_big', 'At most 20'],
    ['one without a subject', { de: { html: 'x' } }, '/variants/de/subject', 'required', 'required'],
    ['a layout of its own', { de: { ...words, layout: null } }, '/variants/de/layout', 'unknown_name', 'no such'],
    ['a long subject', { de: { ...words, subject: 'x'.repeat(1_001) } }, '/variants/de/subject', 'too_big', ''],
  ])('may not be %s', async (_what, variants, pointer, code, message) => {
    const errors = await refusals('POST', '/templates', { ...HELLO, variants })
    expect(errors).toMatchObject([{ pointer, code, message: expect.stringContaining(message) }])
  })

  it('belong to mails only', async () => {
    const errors = await refusals('POST', '/templates', {
      name: 'F',
      kind: 'snippet',
      html: 'x',
      variants: { de: words },
    })
    expect(errors).toMatchObject([{ pointer: '/variants', code: 'variants_unfit' }])
  })

  it('have half a million bytes together with the rest', async () => {
    const long = { ...words, html: 'x'.repeat(90_000), text: 'x'.repeat(90_000) }
    expect((await account.ask('POST', '/templates', { ...HELLO, variants: { de: long, fr: long } })).status).toBe(201)
    const errors = await refusals('POST', '/templates', { ...HELLO, variants: { de: long, fr: long, it: long } })
    expect(errors).toMatchObject([{ pointer: '/variants', code: 'too_big' }])
  })

  it('whose Liquid cannot be read are named, with line and column, wherever they are sent', async () => {
    const { id } = await make({ variants: { de: GERMAN } })
    const variants = { de_AT: { ...GERMAN, html: 'a\n  {{ customer.name | nofilter }}' } }
    for (const [method, path, body, at] of [
      ['POST', '/templates', { ...HELLO, variants }, ''],
      ['PATCH', `/templates/${id}`, { variants }, ''],
      ['POST', `/templates/${id}/preview`, { content: { variants } }, '/content'],
      ['POST', '/templates/preview', { template: { subject: 'x', html: 'x', variants } }, '/template'],
    ] as const) {
      expect(await refusals(method, path, body)).toMatchObject([
        {
          ...{ pointer: `${at}/variants/de-AT/html`, code: 'liquid_error', line: 2, column: expect.any(Number) },
          message: expect.stringMatching(/^variant de-AT, line 2, column \d+: /),
        },
      ])
    }
    expect((await account.ask('GET', `/templates/${id}`)).body.variants).toEqual({ de: GERMAN })
  })

  describe('in a preview', () => {
    let id: string
    beforeAll(async () => {
      id = (await make({ variants: { de: GERMAN, fr: FRENCH } })).id
    })
    const shown = async (body: object): Promise<[subject: string, language: string | null]> => {
      const answer = await account.ask('POST', `/templates/${id}/preview`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(templatePreview.strict().parse(answer.body)).toEqual(answer.body)
      return [answer.body.subject, answer.body.language]
    }

    it('are chosen by what Stripe’s customer prefers, and the answer says which', async () => {
      const [german, plain] = [await account.customer('cus_1'), await account.customer('cus_2')]
      expect(await shown({ customer: german.id })).toEqual(['Hallo', 'de'])
      expect(await shown({ customer: plain.id })).toEqual(['Hello', null])
      expect(await shown({ event: 'evt_1' })).toEqual(['Hallo', 'de'])
      expect(await shown({ sample: 'edge' })).toEqual(['Hallo', 'de'])
      expect(await shown({})).toEqual(['Hello', null])
    })

    it('are shown to whoever asks for one, and so is the default', async () => {
      const { id: customer } = await account.customer('cus_1')
      expect(await shown({ customer, language: 'fr_CA' })).toEqual(['Bonjour', 'fr'])
      expect(await shown({ customer, language: null })).toEqual(['Hello', null])
      expect(await shown({ language: 'it' })).toEqual(['Hello', null])
    })

    it('are shown before they are saved', async () => {
      const variants = { it: { ...FRENCH, subject: 'Ciao' } }
      expect(await shown({ content: { variants }, language: 'it' })).toEqual(['Ciao', 'it'])
      const template = { subject: 'Hello', html: 'x', variants }
      const { body } = await account.ask('POST', '/templates/preview', { template, language: 'it' })
      expect([body.subject, body.language]).toEqual(['Ciao', 'it'])
    })

    it('and in a test a language that is none is refused by name', async () => {
      for (const [path, body] of [
        ['preview', { language: 'xx' }],
        ['test-send', { to: 'me@example.com', language: 'xx' }],
      ] as const) {
        const errors = await refusals('POST', `/templates/${id}/${path}`, body)
        expect(errors).toMatchObject([
          { pointer: '/language', code: 'unknown_language', message: expect.stringContaining('“xx”') },
        ])
      }
    })

    it('are sent as a test in the language that is asked for, else the customer’s, and again as they were', async () => {
      const { id: customer } = await account.customer('cus_1')
      const sent = async (body: object): Promise<Json> => {
        const to = { to: 'me@example.com', ...body }
        const { id: delivery } = (await account.ask('POST', `/templates/${id}/test-send`, to)).body
        await reportSent(account.tenant, delivery)
        return (await account.ask('GET', `/deliveries/${delivery}`)).body
      }
      const german = await sent({ customer })
      expect([german.language, german.customer.id]).toEqual(['de', customer])
      expect((await sent({ customer, language: null })).language).toBeNull()
      expect((await sent({})).language).toBeNull()
      const french = await sent({ language: 'fr' })
      const again = await account.ask('POST', `/deliveries/${french.id}/resend`, { force: true })
      expect([french.language, again.body.language]).toEqual(['fr', 'fr'])
    })
  })
})
