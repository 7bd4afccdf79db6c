import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { unsubscribeUrl } from '../../../worker/auth/unsubscribe-token.ts'
import { type Bindings, configOf } from '../../../worker/config.ts'
import worker from '../../../worker/index.ts'
import { noteSentMail } from '../../../worker/readmodel/sent-mails.ts'
import { replaceBindings, rpc } from '../account/tenant.ts'
import { newAccount } from '../connect/accounts.ts'

const bindings = env as Bindings

async function visit(method: string, url: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(url, { method, ...init })
  return worker.fetch(request as never, bindings, createExecutionContext())
}

describe('the link to unsubscribe', () => {
  it('ends marketing with one POST and no sign-in; looking at it changes nothing', async () => {
    const { tenant, ask } = await newAccount()
    const url = await unsubscribeUrl(configOf(bindings), tenant, 'Ada@Example.com')
    const page = await visit('GET', url)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await ask('GET', '/suppressions')).body.data).toEqual([])
    const body = 'List-Unsubscribe=One-Click'
    const done = await visit('POST', url, { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(done.status).toBe(200)
    expect((await ask('GET', '/suppressions')).body.data).toMatchObject([
      { email: 'ada@example.com', reason: 'unsubscribed' },
    ])
    expect((await visit('POST', url, { body })).status).toBe(200)
  })

  it('writes an address as text, whatever stands in it', async () => {
    const { tenant } = await newAccount()
    const url = await unsubscribeUrl(configOf(bindings), tenant, '"<b>x</b>"@example.com')
    expect(await (await visit('GET', url)).text()).toContain('&lt;b&gt;x&lt;/b&gt;')
  })

  it.each(['x', 'v1.k1.AAAA.BBBB'])('that is not ours is 404: %s', async (token) => {
    expect((await visit('POST', `https://billhook.test/api/unsubscribe/${token}`)).status).toBe(404)
  })
})

describe('what Resend reports', () => {
  const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const withSecret: Bindings = { ...bindings, RESEND_WEBHOOK_SECRET: SECRET }
  const post = (body: string, headers: Record<string, string>): Promise<Response> =>
    worker.fetch(
      new Request('https://billhook.test/api/mail/resend', { method: 'POST', body, headers }) as never,
      withSecret,
      createExecutionContext(),
    ) as Promise<Response>

  it('is taken in with a good signature, and refused without one', async () => {
    const body = JSON.stringify({ type: 'email.bounced', data: { email_id: 're_unknown' } })
    const at = new Date()
    const headers = {
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Webhook(SECRET).sign('msg_1', at, body),
    }
    expect((await post(body, headers)).status).toBe(204)
    expect((await post(`${body} `, headers)).status).toBe(400)
    expect((await post(body, {})).status).toBe(400)
  })

  it('of a mail that is still being sent is asked for again', async () => {
    const { tenant } = await newAccount()
    await replaceBindings(tenant, () => ({ MAIL_QUEUE: { sendBatch: async () => undefined } as unknown as Queue }))
    const { id: deliveryId } = await rpc(tenant).sendTestMail(tenant, {
      ...{ to: 'ada@example.com', template: null, customerId: null },
      content: { subject: 'Hello', preheader: null, html: '<p>Hello</p>', text: null, layout: null },
    })
    await noteSentMail(bindings.DB, tenant, { providerId: 're_early', deliveryId, atMs: Date.now() })
    const body = JSON.stringify({ type: 'email.bounced', data: { email_id: 're_early' } })
    const at = new Date()
    const headers = {
      'svix-id': 'msg_2',
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Webhook(SECRET).sign('msg_2', at, body),
    }
    expect((await post(body, headers)).status).toBe(503)
  })
})
