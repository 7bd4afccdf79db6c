import { beforeAll, describe, expect, it } from 'vitest'
import { savedTemplate, template, templateVersion } from '../../../worker/http/schemas/template.ts'
import { rowToTemplatePart } from '../../../worker/readmodel/template-parts.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'
import { insertPrice, insertProduct } from './rows.ts'

const HELLO = { name: 'Hello', subject: 'Hello {{ customer.first_name | default: "there" }}', html: '<p>Hello</p>' }
const WHOLE = {
  ...{ name: 'Receipt', kind: 'mail', category: 'transactional', required: ['invoice.hosted_url'] },
  ...{ binding: { trigger: 'payment.succeeded' }, subject: 'Paid', preheader: 'Thank you' },
  ...{ html: '<p>{{ invoice.amount_paid | money }}</p>', text: 'Paid', layout: null },
}

async function refusals(body: object): Promise<[pointer: string, code: string][]> {
  const answer = await call('POST', '/api/v1/templates', { body: { ...HELLO, ...body } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(422)
  return answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
}

describe('a template', () => {
  let account: RuleAccount
  let other: RuleAccount
  beforeAll(async () => {
    account = await ruleAccount()
    other = await ruleAccount()
  })
  const make = async (body: object): Promise<Json> => {
    const { status, body: made } = await account.ask('POST', '/templates', body)
    expect(status, JSON.stringify(made)).toBe(201)
    return made
  }

  it('is a mail that nothing names and nothing needs, unless it says otherwise', async () => {
    const made = await make(HELLO)
    expect(made).toEqual({
      ...{ id: expect.stringMatching(/^tmpl_/), object: 'template', kind: 'mail', category: 'transactional' },
      ...{ required: [], binding: null, preheader: null, text: null, layout: null, variants: {}, ...HELLO },
      ...{ version: 1, published_version: null, warnings: [] },
      ...{ created_at: expect.any(String), updated_at: made.created_at },
    })
    expect(savedTemplate.strict().parse(made)).toEqual(made)
    const { warnings: _warnings, ...rest } = made
    const shown = (await account.ask('GET', `/templates/${made.id}`)).body
    expect(shown).toEqual(rest)
    expect(template.strict().parse(shown)).toEqual(shown)
    expect(await make(WHOLE)).toMatchObject(WHOLE)
  })

  it('is changed as a draft, published as a version, and brought back from one', async () => {
    const { id } = await make(HELLO)
    const published = await account.ask('POST', `/templates/${id}/publish`)
    expect([published.status, published.body.published_version]).toEqual([200, 1])
    const changed = (await account.ask('PATCH', `/templates/${id}`, { html: '<p>Bye</p>' })).body
    expect([changed.html, changed.subject, changed.version, changed.published_version]).toEqual([
      ...['<p>Bye</p>', HELLO.subject, 2, 1],
    ])
    expect((await account.ask('POST', `/templates/${id}/publish`)).body.published_version).toBe(2)
    const versions = await account.list(`/templates/${id}/versions`)
    expect(versions.map(({ version, html }) => [version, html])).toEqual([
      [2, '<p>Bye</p>'],
      [1, '<p>Hello</p>'],
    ])
    for (const one of versions) expect(templateVersion.strict().parse(one)).toEqual(one)
    const reverted = await account.ask('POST', `/templates/${id}/revert`, { version: 1 })
    expect(reverted.body).toMatchObject({ html: '<p>Hello</p>', version: 3, published_version: 2 })
    const unknown = await account.ask('POST', `/templates/${id}/revert`, { version: 9 })
    expect(unknown.body.errors).toMatchObject([{ pointer: '/version', code: 'unknown_version' }])
    const first = (await account.ask('GET', `/templates/${id}/versions?limit=1`)).body
    const second = (await account.ask('GET', `/templates/${id}/versions?limit=1&after=${first.next_cursor}`)).body
    expect([...first.data, ...second.data]).toEqual(versions)
  })

  it('is framed by a layout, which is published first', async () => {
    const layout = await make({ name: 'Frame', kind: 'layout', html: '<main>{% block content %}{% endblock %}</main>' })
    const mail = await make({ ...HELLO, layout: layout.id })
    const early = await account.ask('POST', `/templates/${mail.id}/publish`)
    expect([early.status, early.body.errors]).toMatchObject([422, [{ pointer: '/layout', code: 'unknown_layout' }]])
    await account.ask('POST', `/templates/${layout.id}/publish`)
    expect((await account.ask('POST', `/templates/${mail.id}/publish`)).status).toBe(200)
    const kept = await account.ask('DELETE', `/templates/${layout.id}`)
    expect([kept.status, kept.body.code]).toEqual([409, 'template_in_use'])
  })

  it('is deleted unless an automation that is on sends it', async () => {
    const { id } = await make(HELLO)
    const input = {
      name: 'Sends',
      trigger: { type: 'payment.failed' },
      actions: [{ type: 'send_email', template: id }],
    }
    const early = await account.ask('POST', '/automations', { ...input, status: 'on' })
    expect(early.body.errors).toMatchObject([{ pointer: '/actions/0/template', code: 'unpublished_template' }])
    await account.ask('POST', `/templates/${id}/publish`)
    const automation = (await account.ask('POST', '/automations', { ...input, status: 'on' })).body
    const kept = await account.ask('DELETE', `/templates/${id}`)
    expect([kept.status, kept.body.code, kept.body.detail]).toEqual([
      ...[409, 'template_in_use', '“Sends” uses this template: change that first.'],
    ])
    await account.ask('DELETE', `/automations/${automation.id}`)
    expect((await account.ask('DELETE', `/templates/${id}`)).body.id).toBe(id)
    expect((await account.ask('GET', `/templates/${id}`)).status).toBe(404)
  })

  it('names where its Liquid cannot be read, and is not saved', async () => {
    const { id } = await make(HELLO)
    const broken = { html: '<p>\n  {{ customer.name | nofilter }}</p>' }
    for (const [method, path] of [
      ['POST', '/templates'],
      ['PATCH', `/templates/${id}`],
    ] as const) {
      const { status, body } = await account.ask(method, path, { ...HELLO, ...broken })
      expect([status, body.errors]).toMatchObject([
        422,
        [{ pointer: '/html', code: 'liquid_error', line: 2, column: expect.any(Number) }],
      ])
    }
    expect((await account.ask('GET', `/templates/${id}`)).body.html).toBe(HELLO.html)
  })

  it('is saved with variables that nothing gives a value, and says which', async () => {
    const { warnings } = await make({ ...HELLO, html: 'a\n{{ customer.shoe_size }}', required: ['invoice.link'] })
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'unknown_variable',
        part: 'html',
        line: 2,
        column: 4,
        variable: 'customer.shoe_size',
      }),
      expect.objectContaining({
        code: 'unknown_variable',
        part: null,
        line: null,
        column: null,
        variable: 'invoice.link',
      }),
    ])
    const marketing = await make({ ...HELLO, category: 'marketing' })
    expect(marketing.warnings.map(({ code }: Json) => code)).toEqual(['no_unsubscribe_link', 'no_postal_address'])
    const snippet = await make({ name: 'Button', kind: 'snippet', html: '<a href="{{ url }}">{{ label }}</a>' })
    expect(snippet.warnings).toEqual([])
  })

  it('stands in a list, newest first, page by page', async () => {
    const fresh = await ruleAccount()
    for (const name of ['a', 'b', 'c']) await fresh.ask('POST', '/templates', { ...HELLO, name })
    const first = (await fresh.ask('GET', '/templates?limit=2')).body
    const second = (await fresh.ask('GET', `/templates?limit=2&after=${first.next_cursor}`)).body
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  })

  it('of another account, and of the other mode, is not there', async () => {
    const { id } = await make(HELLO)
    for (const [who, mode] of [
      [other, 'test'],
      [account, 'live'],
    ] as const) {
      const ask = async (method: string, path: string, body?: object) =>
        (await who.ask(method, `/templates/${id}${path}`, body, mode)).status
      expect([
        ...[await ask('GET', ''), await ask('PATCH', '', {}), await ask('DELETE', ''), await ask('GET', '/versions')],
        ...[await ask('POST', '/publish'), await ask('POST', '/revert', { version: 1 }), await ask('POST', '/preview')],
        await ask('POST', '/test-send', { to: 'a@b.co' }),
      ]).toEqual(Array.from({ length: 8 }, () => 404))
    }
  })

  it('needs a full key to be written', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('POST', '/api/v1/templates', { token, body: HELLO })).status).toBe(403)
  })

  it('a row of a part is a layout or snippet', () => {
    const row = { id: 'tmpl_1', kind: 'layout', draft: 'a', published: null }
    expect(rowToTemplatePart(row)).toEqual(row)
  })
})

describe('what a template may not be', () => {
  beforeAll(async () => {
    await insertProduct({ id: 'prod_known', created: 1 })
    await insertPrice({ id: 'price_known', product: 'prod_known', created: 1 })
  })

  const bound = (binding: object) => ({ binding: { trigger: 'payment.failed', ...binding } })
  it.each<[object, string, string]>([
    [{ name: undefined }, '/name', 'required'],
    [{ subject: undefined }, '/subject', 'required'],
    [{ subject: 'x'.repeat(1_001) }, '/subject', 'too_big'],
    [{ html: undefined }, '/html', 'required'],
    [{ html: '' }, '/html', 'too_small'],
    [{ kind: 'letter' }, '/kind', 'invalid_value'],
    [{ category: 'spam' }, '/category', 'invalid_value'],
    [{ required: ['no path'] }, '/required/0', 'invalid_format'],
    [{ required: ['customer.name', 'customer.name'] }, '/required/1', 'duplicate'],
    [bound({ trigger: 'payment.lost' }), '/binding/trigger', 'unknown_trigger'],
    [bound({ price: 'price_none' }), '/binding/price', 'unknown_price'],
    [bound({ product: 'prod_none' }), '/binding/product', 'unknown_product'],
    [{ layout: 'tmpl_none' }, '/layout', 'unknown_layout'],
    [{ kind: 'layout', layout: 'default' }, '/layout', 'layout_unfit'],
    [{ kind: 'snippet', ...bound({}) }, '/binding', 'binding_unfit'],
    [{ subject: '{{ customer.name' }, '/subject', 'liquid_error'],
    [{ text: '{% if %}' }, '/text', 'liquid_error'],
    [{ html: '{% render "tmpl_none" %}' }, '/html', 'liquid_error'],
    [{ version: 3 }, '/version', 'unknown_name'],
  ])('%j is refused', async (body, pointer, code) => {
    expect(await refusals(body)).toContainEqual([pointer, code])
  })

  it('its kind stays as it is', async () => {
    const { body } = await call('POST', '/api/v1/templates', { body: HELLO })
    const changed = await call('PATCH', `/api/v1/templates/${body.id}`, { body: { kind: 'layout' } })
    expect(changed.body.errors).toMatchObject([{ pointer: '/kind', code: 'unknown_name' }])
  })
})
