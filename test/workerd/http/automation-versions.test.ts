import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { automationVersion } from '../../../worker/http/schemas/automation-version.ts'
import { stubOf } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'

const TAGGED = {
  ...{ name: 'Late payers', status: 'draft', trigger: { type: 'payment.failed' }, conditions: [] },
  ...{ actions: [{ type: 'add_tag', tag: 'late' }], reentry: 'always', goal: null, log_only: false },
}

async function made(account: RuleAccount): Promise<string> {
  return (await account.ask('POST', '/automations', TAGGED)).body.id
}

/** As if it had been made when no versions were kept. */
async function forgetVersions({ tenant }: RuleAccount): Promise<void> {
  await runInDurableObject(stubOf(tenant), (_instance, state) => {
    state.storage.sql.exec("DELETE FROM documents WHERE kind = 'automation_version'")
  })
  await env.DB.prepare("DELETE FROM documents WHERE account_id = ?1 AND kind = 'automation_version'")
    .bind(tenant.accountId)
    .run()
}

describe('versions of an automation', () => {
  it('each change is kept for good, with when and by whom, newest first and page by page', async () => {
    const token = await makeKey('full', 'test')
    const { id } = (await call('POST', '/api/v1/automations', { token, body: TAGGED })).body
    const path = `/api/v1/automations/${id}`
    await call('PATCH', path, { body: { name: 'Late', conditions: [{ field: 'mrr', op: 'gte', value: 1 }] } })
    const now = (await call('PATCH', path, { body: { status: 'on' } })).body
    const { status, body } = await call('GET', `${path}/versions`)
    const head = { object: 'automation_version', automation: id }
    const [third, second, first] = body.data
    expect([status, body.data.length, body.has_more]).toEqual([200, 3, false])
    expect(first).toEqual({
      ...{ ...head, ...TAGGED, version: 1, saved_at: now.created_at },
      by: expect.stringMatching(/^key:key_/),
    })
    const asked = { name: 'Late', conditions: [{ field: 'mrr', op: 'gte', value: 1 }] }
    expect(second).toEqual({ ...head, ...TAGGED, ...asked, version: 2, saved_at: second.saved_at, by: 'operator' })
    expect(third).toEqual({ ...second, status: 'on', version: 3, saved_at: now.updated_at })
    for (const one of body.data) expect(automationVersion.strict().parse(one)).toEqual(one)
    const newest = (await call('GET', `${path}/versions?limit=2`)).body
    const oldest = (await call('GET', `${path}/versions?limit=2&after=${newest.next_cursor}`)).body
    expect([newest.data, oldest.data, oldest.has_more]).toEqual([[third, second], [first], false])
  })

  it('a change that is refused makes none', async () => {
    const account = await ruleAccount()
    const id = await made(account)
    const refused = await account.ask('PATCH', `/automations/${id}`, { actions: [{ type: 'webhook', endpoint: 'no' }] })
    expect(refused.status).toBe(422)
    expect(await account.list(`/automations/${id}/versions`)).toMatchObject([{ version: 1 }])
  })

  it('of one from before versions were kept, what it is now is shown, and stays when it is changed', async () => {
    const account = await ruleAccount()
    const id = await made(account)
    const path = `/automations/${id}/versions`
    const [{ by, ...kept }] = await account.list(path)
    await forgetVersions(account)
    expect(await account.list(path)).toEqual([{ ...kept, by: null }])
    await account.ask('PATCH', `/automations/${id}`, { name: 'Other' })
    const [now, before, ...more] = await account.list(path)
    expect([now, before, more]).toEqual([
      { ...kept, name: 'Other', version: 2, saved_at: now?.saved_at, by },
      { ...kept, by: null },
      [],
    ])
  })

  it('are deleted with it, and those of another stay', async () => {
    const account = await ruleAccount()
    const [id, other] = [await made(account), await made(account)]
    await account.ask('DELETE', `/automations/${id}`)
    expect((await account.ask('GET', `/automations/${id}/versions`)).status).toBe(404)
    const inD1 = await env.DB.prepare(
      "SELECT gone, body FROM documents WHERE account_id = ?1 AND kind = 'automation_version' ORDER BY gone",
    )
      .bind(account.tenant.accountId)
      .all<{ gone: number; body: string }>()
    expect(inD1.results.map(({ gone, body }) => [gone, JSON.parse(body).automation])).toEqual([
      [0, other],
      [1, undefined],
    ])
  })
})
