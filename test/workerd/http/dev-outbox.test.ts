import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import { createApp } from '../../../worker/http/app.ts'
import { outboxMail } from '../../../worker/http/schemas/outbox.ts'
import { rowToOutboxMail } from '../../../worker/readmodel/dev-outbox.ts'
import { ADMIN_TOKEN, call, ORIGIN } from './client.ts'
import { LIVE_TENANT, TEST_TENANT } from './customer-rows.ts'
import { MESSAGE, reportSent, testMail, withoutConsumers } from './sent.ts'

async function sentTo(to: string, tenant = TEST_TENANT): Promise<string> {
  const id = await testMail(tenant, to)
  await reportSent(tenant, id, { message: { ...MESSAGE, to } })
  return id
}

const idsOf = async (query = '', mode = 'test') =>
  (await call('GET', `/api/dev/outbox${query}`, { mode })).body.data.map(({ id }: { id: string }) => id)

describe('the outbox', () => {
  it('shows mails that went into it, newest first, of one mode, and forgets them when it is emptied', async () => {
    for (const tenant of [TEST_TENANT, LIVE_TENANT]) await withoutConsumers(tenant)
    const first = await sentTo('ada@example.com')
    const second = await sentTo('bob@example.com')
    const live = await sentTo('ada@example.com', LIVE_TENANT)
    await testMail(TEST_TENANT, 'queued@example.com')
    const { body } = await call('GET', '/api/dev/outbox')
    const { reply_to, ...message } = MESSAGE
    expect(body.data).toEqual([
      { id: second, delivery: second, ...message, reply_to, to: 'bob@example.com', sent_at: expect.any(String) },
      { id: first, delivery: first, ...message, reply_to, sent_at: expect.any(String) },
    ])
    for (const mail of body.data) expect(outboxMail.strict().parse(mail)).toEqual(mail)
    expect(await idsOf('?to=ADA%40example.com')).toEqual([first])
    expect(await idsOf('?to=ada')).toEqual([])
    const { body: page } = await call('GET', '/api/dev/outbox?limit=1')
    expect(page.has_more).toBe(true)
    expect(await idsOf(`?limit=1&after=${page.next_cursor}`)).toEqual([first])

    expect((await call('DELETE', '/api/dev/outbox')).status).toBe(204)
    expect([await idsOf(), await idsOf('', 'live')]).toEqual([[], [live]])
    const third = await sentTo('eve@example.com')
    expect(await idsOf()).toEqual([third])
    expect((await call('GET', `/api/v1/deliveries/${first}`)).status).toBe(200)
  })

  it('refuses what it does not know', async () => {
    expect((await call('GET', '/api/dev/outbox?from=a')).body.errors[0].pointer).toBe('/from')
  })

  it('is not there outside development', async () => {
    for (const method of ['GET', 'DELETE']) {
      const request = new Request(`${ORIGIN}/api/dev/outbox`, {
        method,
        headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
      })
      const bindings = { ...env, ENVIRONMENT: 'production' } as unknown as Bindings
      expect((await createApp().fetch(request, bindings, createExecutionContext())).status).toBe(404)
    }
  })

  it('a row is a mail', () => {
    const row = { body: '{"id":"dlv_1"}', message: JSON.stringify(MESSAGE) }
    expect(rowToOutboxMail(row)).toEqual({ delivery: { id: 'dlv_1' }, message: MESSAGE })
  })
})
