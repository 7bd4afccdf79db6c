import { beforeAll, describe, expect, it } from 'vitest'
import { templatePreview } from '../../../worker/http/schemas/template.ts'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { rpc } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { reportSent, withoutConsumers } from './sent.ts'

describe('a preview', () => {
  let account: RuleAccount
  let id: string
  let ada: Json
  beforeAll(async () => {
    account = await ruleAccount({ mail: { postal_address: '1 Example Street' } })
    await withoutConsumers(account.tenant)
    const input = {
      ...{ name: 'Hello', subject: 'Hello {{ customer.first_name | default: "there" }}', preheader: 'News' },
      ...{ html: '<p>{{ event.type }}</p>', binding: { trigger: 'subscription.created' } },
    }
    id = (await account.ask('POST', '/templates', input)).body.id
    await account.receive(
      event('customer.created', stripeCustomer({ id: 'cus_1', name: 'Ada Lovelace', email: 'ada@example.com' })),
      event('customer.subscription.created', subscription({ customer: 'cus_1' }), { id: 'evt_sub', at: NOW }),
      event(
        'product.created',
        { id: 'prod_1', object: 'product', name: 'Gold', active: true, created: NOW },
        { id: 'evt_p' },
      ),
    )
    ada = await account.customer('cus_1')
  })
  const preview = async (body?: object, of = id) => account.ask('POST', `/templates/${of}/preview`, body)
  const shown = async (body?: object): Promise<Json> => {
    const answer = await preview(body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(templatePreview.strict().parse(answer.body)).toEqual(answer.body)
    return answer.body
  }

  it('is for a made-up customer, with all that can be known or hardly anything', async () => {
    expect(await shown()).toEqual({
      ...{
        object: 'template_preview',
        language: null,
        subject: 'Hello Ada',
        preheader: 'News',
        html: expect.any(String),
      },
      ...{ text: 'subscription.created', missing: [], canceled: null, warnings: [] },
    })
    expect((await shown({ sample: 'edge' })).subject).toBe('Hello there')
  })

  it('is for a customer', async () => {
    const body = await shown({ customer: ada.id, content: { html: '{{ customer.email }}, {{ account.address }}' } })
    expect(body.text).toBe('ada@example.com, 1 Example Street')
  })

  it('is about an event and its customer', async () => {
    const html = '{{ event.type }} {{ event.id }} {{ subscription.id }} {{ customer.email }}'
    const { text } = await shown({ event: 'evt_sub', content: { html } })
    expect(text).toBe('subscription.created evt_sub sub_1 ada@example.com')
  })

  it('is of a template that was never saved too, whatever its kind', async () => {
    const unsaved = async (template: object, rest: object = {}) =>
      account.ask('POST', '/templates/preview', { template, ...rest })
    const mail = {
      subject: 'To {{ customer.email }}',
      html: '<p>{{ event.type }}</p>',
      binding: { trigger: 'payment.failed' },
    }
    const { status, body } = await unsaved(mail)
    expect([status, body.subject, body.text]).toEqual([200, 'To ada@example.com', 'payment.failed'])
    expect((await unsaved(mail, { sample: 'edge', customer: ada.id })).body.errors).toMatchObject([{ code: 'one_of' }])
    const { body: layout } = await unsaved({ kind: 'layout', html: '<b>{% block content %}{% endblock %}</b>' })
    expect(layout.html).toContain('<b><p>What a mail says stands here.</p></b>')
    const { body: broken } = await unsaved({ ...mail, html: 'a\n{% if x %}' })
    expect(broken.errors).toMatchObject([{ pointer: '/template/html', code: 'liquid_error', line: 2 }])
  })

  it('may begin with one of the starters', async () => {
    const { body } = await account.ask('GET', '/template-starters')
    for (const starter of body.data) {
      const { id, object, name, ...template } = starter
      const { status, body: preview } = await account.ask('POST', '/templates/preview', { template })
      expect([id, object, status, preview.missing]).toEqual([id, 'template_starter', 200, []])
      expect((await account.ask('POST', '/templates', { name, ...template })).status).toBe(201)
    }
    expect(body.data).toHaveLength(7)
  })

  it('shows words that were not saved, and saves none', async () => {
    expect((await shown({ content: { subject: 'Other' } })).subject).toBe('Other')
    expect((await shown()).subject).toBe('Hello Ada')
  })

  it('names what has no value, leaves it blank, and warns of what nothing gives one', async () => {
    const body = await shown({ sample: 'edge', content: { html: 'a{{ charge.id }}b{{ customer.shoe }}' } })
    expect([body.text, body.missing]).toEqual(['ab', ['charge.id', 'customer.shoe']])
    expect(body.warnings).toMatchObject([
      { code: 'unknown_variable', variable: 'customer.shoe', part: 'html', line: 1 },
    ])
  })

  it('says why the template would not be sent', async () => {
    const body = await shown({ content: { html: '{% cancel "too late" %}' } })
    expect([body.html, body.canceled]).toEqual([null, 'too late'])
  })

  it('of a layout shows a sentence within it, of a snippet itself', async () => {
    const make = async (body: object) => (await account.ask('POST', '/templates', body)).body.id
    const layout = await make({ name: 'F', kind: 'layout', html: '<b>{% block content %}{% endblock %}</b>' })
    expect((await preview({}, layout)).body.html).toMatch(/^<b><p>.*<\/p><\/b>$/)
    const snippet = await make({ name: 'S', kind: 'snippet', html: '<i>{{ word }}</i>' })
    expect((await preview({}, snippet)).body).toMatchObject({ html: '<i></i>', missing: ['word'] })
  })

  it.each([
    [{ customer: 'cust_none' }, '/customer', 'unknown_customer'],
    [{ event: 'evt_none' }, '/event', 'unknown_event'],
    [{ event: 'evt_p' }, '/event', 'event_without_customer'],
    [{ sample: 'odd' }, '/sample', 'invalid_value'],
    [{ customer: 'cust_1', sample: 'edge' }, '/sample', 'one_of'],
    [{ content: { html: '{{ a' } }, '/content/html', 'liquid_error'],
    [{ content: { layout: 'tmpl_none' } }, '/content/layout', 'unknown_layout'],
    [{ content: { color: 'red' } }, '/content/color', 'unknown_name'],
    [
      { content: { html: '{% for a in (1..9999999) %}{% for b in (1..9999999) %}{% endfor %}{% endfor %}' } },
      '/content/html',
      'too_slow',
    ],
  ])('%j is refused', async (body, pointer, code) => {
    const answer = await preview(body)
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer, code }]])
  })

  it('is sent to an address as a test, with the words of the draft', async () => {
    const { status, body } = await account.ask('POST', `/templates/${id}/test-send`, { to: 'me@example.com' })
    expect([status, body]).toMatchObject([
      202,
      {
        channel: 'mail',
        kind: 'test',
        status: 'queued',
        to: 'me@example.com',
        template: { id, version: 1 },
        customer: null,
      },
    ])
    const to = { to: 'me@example.com', customer: ada.id }
    const forAda = (await account.ask('POST', `/templates/${id}/test-send`, to)).body
    expect(forAda.customer.id).toBe(ada.id)
    const taken = await rpc(account.tenant).takeDeliveries(account.tenant, [forAda.id], {
      name: 'outbox',
      isIdempotent: true,
    })
    expect(taken).toMatchObject([{ content: { subject: '[Test] Hello {{ customer.first_name | default: "there" }}' } }])
    await reportSent(account.tenant, forAda.id)
    expect((await account.ask('GET', `/deliveries/${forAda.id}`)).body.status).toBe('sent')
  })

  it('a test that is sent again goes to whom it was for, and never to the customer whose values it shows', async () => {
    const to = { to: 'me@example.com', customer: ada.id }
    const first = (await account.ask('POST', `/templates/${id}/test-send`, to)).body
    await reportSent(account.tenant, first.id, { outcome: 'failed', code: 'mail_refused', message: null })
    const again = (await account.ask('POST', `/deliveries/${first.id}/resend`)).body
    expect(again).toMatchObject({ kind: 'test', resend_of: first.id, to: 'me@example.com' })
  })

  it('a test of marketing that was not published yet has its link to unsubscribe, also for a customer', async () => {
    const html = '<p>{{ customer.email }}: <a href="{{ links.unsubscribe }}">Unsubscribe</a> {{ account.address }}</p>'
    const input = { name: 'News', subject: 'News', html, category: 'marketing', required: ['links.unsubscribe'] }
    const { body: saved } = await account.ask('POST', '/templates', input)
    const to = { to: 'me@example.com', customer: ada.id }
    const { body: test } = await account.ask('POST', `/templates/${saved.id}/test-send`, to)
    const transport = { name: 'outbox', isIdempotent: true } as const
    const taken = await rpc(account.tenant).takeDeliveries(account.tenant, [test.id], transport)
    expect(taken).toMatchObject([{ category: 'marketing', required: ['links.unsubscribe'] }])
  })

  it.each([
    [{}, '/to', 'required'],
    [{ to: 'me' }, '/to', 'invalid_format'],
    [{ to: 'me@example.com', customer: 'cust_none' }, '/customer', 'unknown_customer'],
  ])('a test to %j is refused', async (body, pointer, code) => {
    const answer = await account.ask('POST', `/templates/${id}/test-send`, body)
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer, code }]])
  })
})
