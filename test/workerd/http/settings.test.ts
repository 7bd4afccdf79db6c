import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../worker/domain/settings.ts'
import { createApp } from '../../../worker/http/app.ts'
import { settings } from '../../../worker/http/schemas/settings.ts'
import { ADMIN_TOKEN, type Answer, call, makeKey } from './client.ts'
import { seedSettings } from './customer-rows.ts'
import { insertPrice, insertProduct } from './rows.ts'

interface InputError {
  pointer: string
  code: string
  message: string
}

/** The pointers and codes of a refused patch. */
async function refusals(patch: unknown, mode = 'test'): Promise<[pointer: string, code: string][]> {
  const { status, body } = await call('PATCH', '/api/v1/settings', { body: patch, mode })
  expect(status).toBe(422)
  return body.errors.map(({ pointer, code }: InputError) => [pointer, code])
}

/** The same deployment with STRIPE_PRICE_MAPPING set. */
async function askMapped(path: string, mapping: string, mode = 'test') {
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Billhook-Mode': mode }
  const bindings = { ...env, STRIPE_PRICE_MAPPING: mapping }
  const answer = await createApp().request(path, { headers }, bindings, createExecutionContext())
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

beforeAll(async () => {
  await insertProduct({ id: 'prod_1', created: 1 })
  await insertProduct({ id: 'prod_gone', created: 1, deleted: true })
  await insertPrice({ id: 'price_1', product: 'prod_1', created: 1, interval: 'month' })
})

describe('settings', () => {
  it('are the defaults until a person changes them, in each mode', async () => {
    for (const mode of ['test', 'live']) {
      const { status, body } = await call('GET', '/api/v1/settings', { mode })
      expect([status, body]).toEqual([200, { object: 'settings', mode, ...DEFAULT_SETTINGS }])
      expect(settings.strict().parse(body)).toEqual(body)
    }
  })

  it('begin with the deployment’s mapping, and prices it does not name are unmapped', async () => {
    const { body } = await askMapped('/api/v1/settings', '{"price_1": "pro"}')
    expect(body.price_mapping).toEqual({ price_1: ['pro'] })
    const problems = async (mapping: string) => (await askMapped('/api/v1/prices/price_1', mapping)).body.problems
    expect([await problems('{"price_1": "pro"}'), await problems('{"prod_1": "pro"}')]).toEqual([[], []])
    expect([await problems('{"price_2": "pro"}'), await problems('{}')]).toEqual([['unmapped'], []])
  })

  it('follow an edited mapping: what it does not name is unmapped, whatever the deployment’s says', async () => {
    await seedSettings({ changed: { price_mapping: { price_2: ['pro'] } } })
    const unmapped = await askMapped('/api/v1/prices?problem=unmapped', '{"price_1": "pro"}')
    expect(unmapped.body.data.map(({ id }: { id: string }) => id)).toEqual(['price_1'])
    expect((await askMapped('/api/v1/products/prod_1', '{"price_1": "pro"}')).body.problems).toEqual(['unmapped'])
    await seedSettings({})
  })

  it('of a deployment whose mapping cannot be read are 503, and the variable is named', async () => {
    const { status, body } = await askMapped('/api/v1/settings', '{"price_1": [7]}')
    expect([status, body.code]).toEqual([503, 'configuration_invalid'])
    expect(body.detail).toContain('STRIPE_PRICE_MAPPING: a package of "price_1" is no text.')
  })
})

describe('a change of settings', () => {
  it.each([
    [{ nope: 1 }, [['/nope', 'unknown_name']]],
    [
      { access: { grace_days: 3.5, nope: 1 } },
      [
        ['/access/grace_days', 'invalid_type'],
        ['/access/nope', 'unknown_name'],
      ],
    ],
    [{ access: { grace_days: 366 } }, [['/access/grace_days', 'too_big']]],
    [{ access: { grace_days: -1 } }, [['/access/grace_days', 'too_small']]],
    [{ access: { on_end: 'keep' } }, [['/access/on_end', 'invalid_value']]],
    [{ access: null }, [['/access', 'invalid_type']]],
    [{ mrr: { discounts: 'all' } }, [['/mrr/discounts', 'invalid_value']]],
    [{ identity: { kind: 'team' } }, [['/identity/kind', 'invalid_value']]],
    [{ identity: { metadata_key: 'a[b]' } }, [['/identity/metadata_key', 'invalid_format']]],
    [{ identity: { metadata_key: 'k'.repeat(41) } }, [['/identity/metadata_key', 'too_big']]],
    [{ identity: { metadata_key: '' } }, [['/identity/metadata_key', 'too_small']]],
    [
      { renewal_days: [0, 366, 1.5] },
      [
        ['/renewal_days/0', 'too_small'],
        ['/renewal_days/1', 'too_big'],
        ['/renewal_days/2', 'invalid_type'],
      ],
    ],
    [{ renewal_days: [7, 30, 7] }, [['/renewal_days/2', 'duplicate']]],
    [{ renewal_days: Array.from({ length: 11 }, (_, i) => i + 1) }, [['/renewal_days', 'too_big']]],
    [{ trial_ending_days: 91 }, [['/trial_ending_days', 'too_big']]],
    [
      { retention: { payload_days: 0, event_days: 29 } },
      [
        ['/retention/payload_days', 'too_small'],
        ['/retention/event_days', 'too_small'],
      ],
    ],
    [{ retention: { payload_days: 60, event_days: 59 } }, [['/retention/event_days', 'retention_conflict']]],
    [{ retention: { event_days: 3651 } }, [['/retention/event_days', 'too_big']]],
    [{ mail: { from: 'nobody' } }, [['/mail/from', 'invalid_address']]],
    [{ mail: { from: 'Ada <ada@example.com>\nBcc: x@y.zz' } }, [['/mail/from', 'invalid_format']]],
    [{ mail: { reply_to: 'Ada <>' } }, [['/mail/reply_to', 'invalid_address']]],
    [{ mail: { from: 'ada@example.com, bob@example.com' } }, [['/mail/from', 'invalid_address']]],
    [{ mail: { frequency_cap_days: -1 } }, [['/mail/frequency_cap_days', 'too_small']]],
    [
      { mail: { quiet_hours: { from: 22, to: 22, time_zone: 'Europe/Vienna' } } },
      [['/mail/quiet_hours/to', 'empty_hours']],
    ],
    [
      { mail: { quiet_hours: { from: -1, to: 24, time_zone: 'Europe/Nowhere' } } },
      [
        ['/mail/quiet_hours/from', 'too_small'],
        ['/mail/quiet_hours/to', 'too_big'],
        ['/mail/quiet_hours/time_zone', 'unknown_time_zone'],
      ],
    ],
    [
      { mail: { quiet_hours: { from: 22, to: 7, time_zone: '+02:00' } } },
      [['/mail/quiet_hours/time_zone', 'unknown_time_zone']],
    ],
    [
      { mail: { allowed_test_recipients: ['*@', 'a@b.co', '*', 'a@b.co'] } },
      [
        ['/mail/allowed_test_recipients/0', 'invalid_address'],
        ['/mail/allowed_test_recipients/2', 'invalid_address'],
        ['/mail/allowed_test_recipients/3', 'duplicate'],
      ],
    ],
    [{ products_included: [] }, [['/products_included', 'too_small']]],
  ])('%j is refused', async (patch, expected) => {
    expect(await refusals(patch)).toEqual(expected)
  })

  it('of one kind of retention is held against the other as it stands', async () => {
    await seedSettings({ changed: { retention: { event_days: 40 } } })
    expect(await refusals({ retention: { payload_days: 41 } })).toEqual([
      ['/retention/payload_days', 'retention_conflict'],
    ])
    await seedSettings({})
  })

  it('needs a full key', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('GET', '/api/v1/settings', { token })).status).toBe(200)
    for (const [method, path] of [
      ['PATCH', 'settings'],
      ['POST', 'settings/preview'],
    ] as const) {
      const { status, body } = await call(method, `/api/v1/${path}`, { token, body: {} })
      expect([method, status, body.code]).toEqual([method, 403, 'scope_insufficient'])
    }
  })

  it('has a body that is JSON', async () => {
    const broken = await call('PATCH', '/api/v1/settings', { body: '{"access":' })
    expect([broken.status, broken.body.code]).toEqual([400, 'json_invalid'])
    const form = { body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
    expect((await call('PATCH', '/api/v1/settings', form)).status).toBe(415)
  })
})

describe('stages', () => {
  const rule = (name: string, ...statuses: string[]) => ({ name, statuses })

  it.each([
    [
      'a status in two rules',
      [rule('a', 'active'), rule('b', 'trialing', 'active')],
      ['/stages/1/statuses/1', 'stages_overlap'],
    ],
    ['a status twice in one rule', [rule('a', 'active', 'active')], ['/stages/0/statuses/1', 'stages_overlap']],
    [
      'one reason in two rules',
      [rule('a', 'paused.system'), rule('b', 'paused.system')],
      ['/stages/1/statuses/0', 'stages_overlap'],
    ],
    [
      'a reason behind the rule that takes every pause',
      [rule('a', 'paused'), rule('b', 'paused.system')],
      ['/stages/1/statuses/0', 'stage_unreachable'],
    ],
    ['a rule without a status', [rule('a')], ['/stages/0/statuses', 'stage_without_status']],
    ['a status that does not exist', [rule('a', 'happy')], ['/stages/0/statuses/0', 'unknown_status']],
    ['a reason that does not exist', [rule('a', 'paused.lunch')], ['/stages/0/statuses/0', 'unknown_status']],
    ['two rules of one name', [rule('a', 'active'), rule(' a ', 'trialing')], ['/stages/1/name', 'duplicate']],
    ['the name that means no stage', [rule('None', 'active')], ['/stages/0/name', 'reserved_name']],
    ['an empty name', [rule('  ', 'active')], ['/stages/0/name', 'too_small']],
    ['a long name', [rule('n'.repeat(61), 'active')], ['/stages/0/name', 'too_big']],
  ])('with %s are refused', async (_what, stages, expected) => {
    expect(await refusals({ stages })).toEqual([expected])
  })

  it('that overlap are both named', async () => {
    const stages = [rule('Paying', 'active'), rule('Happy', 'active')]
    const { body } = await call('PATCH', '/api/v1/settings', { body: { stages } })
    expect(body.errors[0].message).toMatch(/"active".*"Paying".*"Happy"/)
  })
})

describe('the mapping of prices', () => {
  it('takes prices and products of the catalog; a deleted one, or none, is unknown', async () => {
    const price_mapping = { price_1: ['pro'], prod_1: ['team'], 'a/b~c': ['x'], prod_gone: ['x'], price_none: ['x'] }
    expect(await refusals({ price_mapping })).toEqual([
      ['/price_mapping/a~1b~0c', 'unknown_price'],
      ['/price_mapping/prod_gone', 'unknown_price'],
      ['/price_mapping/price_none', 'unknown_price'],
    ])
    expect(await refusals({ products_included: ['prod_1', 'price_1', 'prod_gone'] })).toEqual([
      ['/products_included/1', 'unknown_product'],
      ['/products_included/2', 'unknown_product'],
    ])
  })

  it.each([
    [[], 'too_small', ''],
    [[''], 'too_small', '/0'],
    [['a\nb'], 'invalid_format', '/0'],
    [['p'.repeat(101)], 'too_big', '/0'],
    [['a', 'b', 'a'], 'duplicate', '/2'],
    [Array.from({ length: 51 }, (_, i) => `p${i}`), 'too_big', ''],
    ['pro', 'invalid_type', ''],
    [[7], 'invalid_type', '/0'],
  ])('does not take %j as packages', async (packages, code, at) => {
    expect(await refusals({ price_mapping: { price_1: packages } })).toEqual([[`/price_mapping/price_1${at}`, code]])
  })

  it('has at most 2,000 entries', async () => {
    const price_mapping = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`price_${i}`, ['x']]))
    expect(await refusals({ price_mapping })).toEqual([['/price_mapping', 'too_many_entries']])
  })

  it('is checked in a preview too, with pointers into its body', async () => {
    const settings = { price_mapping: { price_none: ['x'] }, retention: { payload_days: 365, event_days: 30 } }
    const { status, body } = await call('POST', '/api/v1/settings/preview', { body: { settings } })
    expect([status, body.errors.map(({ pointer }: InputError) => pointer)]).toEqual([
      422,
      ['/settings/retention/event_days', '/settings/price_mapping/price_none'],
    ])
    expect((await call('POST', '/api/v1/settings/preview', { body: {} })).body.errors[0]).toMatchObject({
      ...{ pointer: '/settings', code: 'required' },
    })
  })
})
