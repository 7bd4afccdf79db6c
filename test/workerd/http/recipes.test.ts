import { beforeAll, describe, expect, it } from 'vitest'
import { automation } from '../../../worker/http/schemas/automation.ts'
import { recipe } from '../../../worker/http/schemas/recipe.ts'
import { template } from '../../../worker/http/schemas/template.ts'
import { STARTERS } from '../../../worker/mail/starters.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'

describe('recipes', () => {
  let account: RuleAccount
  beforeAll(async () => {
    account = await ruleAccount()
  })
  const take = (id: string) => account.ask('POST', `/recipes/${id}`)

  it('are the starters, each with what it does in one sentence, and none is taken at first', async () => {
    const recipes = await account.list('/recipes')
    expect(recipes.map(({ id, trigger, automation: made }) => [id, trigger, made])).toEqual(
      STARTERS.map(({ id, binding }) => [id, binding.trigger, null]),
    )
    for (const one of recipes) {
      expect(recipe.strict().parse(one)).toEqual(one)
      expect(one.promise).toMatch(/^[A-Z][^.]+\.$/)
    }
  })

  it.each(STARTERS.map(({ id }) => id))('%s makes its mail, published, and a draft that sends it', async (id) => {
    const { status, body } = await take(id)
    expect(status, JSON.stringify(body)).toBe(201)
    expect(automation.strict().parse(body.automation)).toEqual(body.automation)
    expect(template.strict().parse(body.template)).toEqual(body.template)
    expect(body.template).toMatchObject({ id, published_version: 1, kind: 'mail' })
    expect(body.automation).toMatchObject({ status: 'draft', actions: [{ type: 'send_email', template: id }] })
    expect(body.automation.trigger).toEqual({ type: body.template.binding.trigger })
    const preview = await account.ask('POST', `/templates/${id}/preview`, { sample: 'standard' })
    expect([preview.status, preview.body.subject]).toEqual([200, expect.stringMatching(/./)])
  })

  it('taken again answers what is there, with what was changed since', async () => {
    const first = (await take('payment-failed')).body
    await account.ask('PATCH', `/automations/${first.automation.id}`, { name: 'Dunning', status: 'on' })
    await account.ask('PATCH', '/templates/payment-failed', { subject: 'Oh no' })
    const { status, body } = await take('payment-failed')
    expect([status, body.automation.id, body.automation.name, body.template.subject]).toEqual([
      ...[200, first.automation.id, 'Dunning', 'Oh no'],
    ])
    const named = (await account.list('/recipes')).find(({ id }) => id === 'payment-failed')
    expect(named.automation).toBe(first.automation.id)
    expect((await account.list('/automations')).filter(({ name }) => name === 'Dunning')).toHaveLength(1)
  })

  it('makes the automation anew where it was deleted, and leaves the mail as it is', async () => {
    const first = (await take('charge-refunded')).body
    await account.ask('PATCH', '/templates/charge-refunded', { subject: 'Ours' })
    await account.ask('DELETE', `/automations/${first.automation.id}`)
    const { status, body } = await take('charge-refunded')
    expect([status, body.template.subject, body.template.published_version]).toEqual([201, 'Ours', 1])
    expect(body.automation.id).not.toBe(first.automation.id)
  })

  it('is 404 where there is none of that id, and is refused to who may only read', async () => {
    expect((await take('nothing')).status).toBe(404)
    const token = await makeKey('read', 'test')
    expect((await call('POST', '/api/v1/recipes/payment-failed', { token })).status).toBe(403)
    expect((await call('GET', '/api/v1/recipes', { token })).status).toBe(200)
  })
})
