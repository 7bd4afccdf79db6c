import { beforeAll, describe, expect, it } from 'vitest'
import { suppression } from '../../../worker/http/schemas/suppression.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'

describe('suppressed addresses', () => {
  let account: RuleAccount
  let other: RuleAccount
  beforeAll(async () => {
    account = await ruleAccount()
    other = await ruleAccount()
  })
  const suppress = (body: object) => account.ask('POST', '/suppressions', body)
  const emailsOf = async (who: RuleAccount) => (await who.list('/suppressions')).map(({ email }) => email)

  it('are put on the list, newest first, in lower case, each once', async () => {
    const { status, body } = await suppress({ email: ' Ada@Example.com ', detail: 'Asked by phone' })
    expect([status, body]).toEqual([
      201,
      {
        ...{ object: 'suppression', email: 'ada@example.com', reason: 'manual', detail: 'Asked by phone' },
        created_at: expect.any(String),
      },
    ])
    expect(suppression.strict().parse(body)).toEqual(body)
    await suppress({ email: 'bob@example.com', reason: 'unsubscribed' })
    expect((await suppress({ email: 'ADA@example.com' })).body.detail).toBeNull()
    expect(await emailsOf(account)).toEqual(['bob@example.com', 'ada@example.com'])
    expect(await emailsOf(other)).toEqual([])
  })

  it('come in pages', async () => {
    const first = (await account.ask('GET', '/suppressions?limit=1')).body
    const second = (await account.ask('GET', `/suppressions?limit=1&after=${first.next_cursor}`)).body
    expect([first.has_more, second.data[0].email, second.has_more]).toEqual([true, 'ada@example.com', false])
  })

  it.each([
    [{}, '/email', 'required'],
    [{ email: 'nobody' }, '/email', 'invalid_format'],
    [{ email: 'a@b.co', reason: 'bored' }, '/reason', 'invalid_value'],
    [{ email: 'a@b.co', detail: '' }, '/detail', 'too_small'],
    [{ email: 'a@b.co', since: 1 }, '/since', 'unknown_name'],
  ])('%j is refused', async (body, pointer, code) => {
    const answer = await suppress(body)
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer, code }]])
  })

  it('that unsubscribed and bounced stay without marketing when the bounce is taken back', async () => {
    const email = 'carol@example.com'
    const off = async () => (await account.ask('DELETE', `/suppressions/${email}`)).body.reason
    for (const [first, second] of [
      ['unsubscribed', 'bounced'],
      ['bounced', 'unsubscribed'],
    ]) {
      await suppress({ email, reason: first })
      expect((await suppress({ email, reason: second })).body.reason).toBe('bounced')
      expect([await off(), await off()]).toEqual(['bounced', 'unsubscribed'])
      expect(await emailsOf(account)).not.toContain(email)
    }
  })

  it('are taken off it in any spelling, by their own account and mode', async () => {
    const path = `/suppressions/${encodeURIComponent('Ada@example.com')}`
    expect((await other.ask('DELETE', path)).status).toBe(404)
    expect((await account.ask('DELETE', path, undefined, 'live')).status).toBe(404)
    expect((await account.ask('DELETE', path)).body.email).toBe('ada@example.com')
    expect((await account.ask('DELETE', path)).status).toBe(404)
    expect(await emailsOf(account)).toEqual(['bob@example.com'])
  })

  it('need a full key to be written', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('POST', '/api/v1/suppressions', { token, body: { email: 'a@b.co' } })).status).toBe(403)
    expect((await call('DELETE', '/api/v1/suppressions/a@b.co', { token })).status).toBe(403)
  })
})
