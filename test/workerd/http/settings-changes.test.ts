import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../worker/domain/settings.ts'
import { changedSettings, settingsPreview } from '../../../worker/http/schemas/settings.ts'
import { call } from './client.ts'
import { insertPrice, insertProduct } from './rows.ts'

beforeAll(async () => {
  await insertProduct({ id: 'prod_1', created: 1 })
  await insertPrice({ id: 'price_1', product: 'prod_1', created: 1, interval: 'month' })
})

describe('settings that are changed', () => {
  it('merge by section, replace lists whole, and are answered with the job that recomputes customers', async () => {
    await call('POST', '/api/v1/customers', { body: { name: 'Ada' } })
    const stages = [{ name: 'Paying', statuses: ['active', 'past_due'] }]
    const patch = { access: { grace_days: 3 }, stages, mail: { from: 'Ada <ada@example.com>' } }
    const { status, body } = await call('PATCH', '/api/v1/settings', { body: patch })
    expect([status, body.job.kind]).toEqual([200, 'recompute'])
    expect(changedSettings.strict().parse(body)).toEqual(body)
    const { job: _job, ...shown } = body
    expect(shown).toEqual({
      ...{ object: 'settings', mode: 'test', ...DEFAULT_SETTINGS },
      access: { ...DEFAULT_SETTINGS.access, grace_days: 3 },
      stages,
      mail: { ...DEFAULT_SETTINGS.mail, from: 'Ada <ada@example.com>' },
    })
    expect((await call('GET', '/api/v1/settings')).body).toEqual(shown)
    expect((await call('GET', '/api/v1/settings', { mode: 'live' })).body.stages).toEqual(DEFAULT_SETTINGS.stages)
  })

  it('begin no job where customers do not depend on them', async () => {
    const { status, body } = await call('PATCH', '/api/v1/settings', { body: { mail: { reply_to: 'a@b.co' } } })
    expect([status, body.mail.reply_to, body.job]).toEqual([200, 'a@b.co', null])
  })

  it('keeps the hours in which no marketing mail leaves, and lets them go again', async () => {
    const quiet = { from: 22, to: 7, time_zone: 'Europe/Vienna' }
    const patch = { mail: { quiet_hours: quiet, frequency_cap_days: 0 } }
    const { body: set } = await call('PATCH', '/api/v1/settings', { body: patch })
    expect(set.mail).toMatchObject(patch.mail)
    const { body: unset } = await call('PATCH', '/api/v1/settings', { body: { mail: { quiet_hours: null } } })
    expect(unset.mail).toMatchObject({ quiet_hours: null, frequency_cap_days: 0 })
  })

  it('keep a price in the mapping that Stripe has deleted', async () => {
    await call('PATCH', '/api/v1/settings', { body: { price_mapping: { price_1: ['pro'] } } })
    await env.DB.prepare("UPDATE prices SET deleted = 1 WHERE id = 'price_1'").run()
    const again = await call('PATCH', '/api/v1/settings', { body: { price_mapping: { price_1: ['pro', 'team'] } } })
    expect([again.status, again.body.price_mapping]).toEqual([200, { price_1: ['pro', 'team'] }])
  })

  it('map any id where the catalog was never read', async () => {
    const { status, body } = await call('PATCH', '/api/v1/settings', {
      ...{ mode: 'live', body: { price_mapping: { price_unseen: ['pro'] }, products_included: ['prod_unseen'] } },
    })
    expect([status, body.price_mapping, body.products_included]).toEqual([
      200,
      { price_unseen: ['pro'] },
      ['prod_unseen'],
    ])
  })

  it('are previewed without being changed', async () => {
    const before = (await call('GET', '/api/v1/settings')).body
    const { status, body } = await call('POST', '/api/v1/settings/preview', {
      ...{ body: { settings: { access: { grace_days: 9 } } } },
    })
    expect([status, body]).toEqual([
      200,
      {
        object: 'settings_preview',
        ...{ examined: 1, total: 1 },
        changed: { any: 0, stage: 0, access: 0, packages: 0, mrr: 0, segments: 0 },
        ...{ examples: [], next: null },
      },
    ])
    expect(settingsPreview.strict().parse(body)).toEqual(body)
    expect((await call('GET', '/api/v1/settings')).body).toEqual(before)
  })
})
