import { beforeAll, describe, expect, it } from 'vitest'
import { endpoint as endpointSchema } from '../../../worker/http/schemas/endpoint.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'
import { accountWithEndpoint, reportSent, withoutConsumers } from './sent.ts'

const URL = 'https://hooks.example.com/in'

describe('an endpoint', () => {
  let account: RuleAccount
  let other: RuleAccount
  let made: Json
  beforeAll(async () => {
    account = await ruleAccount()
    other = await ruleAccount()
    await withoutConsumers(account.tenant)
    made = (await account.ask('POST', '/endpoints', { url: URL, events: ['customer.updated'] })).body
  })

  it('shows its secret in the answer that made it, and never again', async () => {
    const { secret, ...rest } = made
    expect(atob(secret.replace(/^whsec_/, ''))).toHaveLength(32)
    expect(rest).toEqual({
      ...{ id: expect.stringMatching(/^whe_/), object: 'endpoint', url: URL, description: null },
      ...{ events: ['customer.updated'], status: 'enabled', disabled_because: null, failing_since: null },
      ...{ created_at: expect.any(String), updated_at: rest.created_at },
    })
    const shown = (await account.ask('GET', `/endpoints/${rest.id}`)).body
    expect(shown).toEqual(rest)
    expect(endpointSchema.strict().parse(shown)).toEqual(shown)
    expect(await account.list('/endpoints')).toEqual([rest])
  })

  it('gets a new secret, which is another', async () => {
    const { status, body } = await account.ask('POST', `/endpoints/${made.id}/rotate-secret`)
    expect([status, body.secret.slice(0, 6), body.secret === made.secret]).toEqual([200, 'whsec_', false])
  })

  it('is never answered from an Idempotency-Key, since that would keep its secret', async () => {
    const token = await makeKey('full', 'test')
    const headers = { 'Idempotency-Key': 'once' }
    const make = async () => (await call('POST', '/api/v1/endpoints', { token, headers, body: { url: URL } })).body
    expect((await make()).id).not.toBe((await make()).id)
  })

  it('is changed member by member', async () => {
    const patch = { description: 'CRM', status: 'disabled', events: [] }
    const { status, body } = await account.ask('PATCH', `/endpoints/${made.id}`, patch)
    expect([status, body]).toMatchObject([200, { ...patch, url: URL }])
    expect((await account.ask('PATCH', `/endpoints/${made.id}`, { description: null })).body.description).toBeNull()
  })

  it('is tested by a made-up event, which is a delivery', async () => {
    const { status, body } = await account.ask('POST', `/endpoints/${made.id}/test`)
    expect([status, body]).toMatchObject([
      202,
      {
        object: 'delivery',
        channel: 'webhook',
        kind: 'test',
        status: 'queued',
        to: URL,
        body: { type: 'endpoint.test' },
      },
    ])
    expect((await account.ask('GET', `/deliveries/${body.id}`)).body).toEqual(body)
  })

  it('gets again what failed since a time', async () => {
    const { account: of, endpoint, delivery } = await accountWithEndpoint()
    await reportSent(of.tenant, delivery.id, { outcome: 'failed', code: 'http_400', transport: null, message: null })
    const recover = (body: object) => of.ask('POST', `/endpoints/${endpoint.id}/recover`, body)
    expect((await recover({ since: delivery.created_at })).body).toEqual({ recovered: 1 })
    expect((await of.ask('GET', `/deliveries/${delivery.id}`)).body.status).toBe('queued')
    expect((await recover({ since: delivery.created_at })).body).toEqual({ recovered: 0 })
    expect((await recover({})).body.errors[0]).toMatchObject({ pointer: '/since', code: 'required' })
    expect((await recover({ since: 'yesterday' })).body.errors[0].pointer).toBe('/since')
  })

  it.each([
    [{ url: undefined }, '/url', 'required'],
    [{ url: 'hooks' }, '/url', 'invalid_url'],
    [{ url: 'http://hooks.example.com' }, '/url', 'not_https'],
    [{ url: 'https://ada:secret@example.com' }, '/url', 'credentials'],
    [{ url: 'https://10.0.0.1/x' }, '/url', 'private_address'],
    [{ url: 'https://[::1]/x' }, '/url', 'private_address'],
    [{ url: 'https://1.1.1.1' }, '/url', 'ip_address'],
    [{ url: 'https://printer.local' }, '/url', 'local_name'],
    [{ url: 'https://intranet' }, '/url', 'partial_name'],
    [{ url: 'https://billhook.test/api/webhooks/stripe' }, '/url', 'own_host'],
    [{ events: ['customer.lost'] }, '/events/0', 'unknown_event_type'],
    [{ events: ['customer.updated', 'customer.updated'] }, '/events/1', 'duplicate'],
    [{ status: 'off' }, '/status', 'invalid_value'],
    [{ description: 'x'.repeat(201) }, '/description', 'too_big'],
    [{ secret: 'whsec_mine' }, '/secret', 'unknown_name'],
  ])('with %j is refused', async (over, pointer, code) => {
    for (const [method, path] of [
      ['POST', '/endpoints'],
      ['PATCH', `/endpoints/${made.id}`],
    ] as const) {
      if (method === 'PATCH' && code === 'required') continue
      const { status, body } = await account.ask(method, path, { url: URL, ...over })
      expect([status, body.errors], method).toMatchObject([422, [{ pointer, code }]])
    }
  })

  it('of another account, and of the other mode, is not there', async () => {
    for (const [who, mode] of [
      [other, 'test'],
      [account, 'live'],
    ] as const) {
      const ask = async (method: string, path: string, body?: object) =>
        (await who.ask(method, `/endpoints/${made.id}${path}`, body, mode)).status
      expect([
        await ask('GET', ''),
        await ask('PATCH', '', {}),
        await ask('DELETE', ''),
        await ask('POST', '/rotate-secret'),
        await ask('POST', '/recover', { since: '2026-11-01T00:00:00Z' }),
        await ask('POST', '/test'),
      ]).toEqual([404, 404, 404, 404, 404, 404])
    }
  })

  it('is deleted', async () => {
    const { id } = (await other.ask('POST', '/endpoints', { url: URL })).body
    expect((await other.ask('DELETE', `/endpoints/${id}`)).body.id).toBe(id)
    expect((await other.ask('GET', `/endpoints/${id}`)).status).toBe(404)
  })

  it('needs a full key to be written', async () => {
    const token = await makeKey('read', 'test')
    const { status, body } = await call('POST', '/api/v1/endpoints', { token, body: { url: URL } })
    expect([status, body.code]).toEqual([403, 'scope_insufficient'])
  })
})
