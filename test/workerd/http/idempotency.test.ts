import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../worker/http/app.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { ADMIN_TOKEN, call } from './client.ts'
import { insertEvents } from './rows.ts'

const PREVIEW = '/api/v1/events/replay'
const SECRETS = '/api/v1/connection/secrets'

function preview(key: string, filter: object = {}, mode = 'test') {
  return call('POST', PREVIEW, { mode, body: { filter }, headers: { 'Idempotency-Key': key } })
}

function addSecret(key: string, mode = 'test') {
  return call('POST', SECRETS, { mode, body: { secret: 'whsec_0123456789' }, headers: { 'Idempotency-Key': key } })
}

async function countSecrets(connectionId: string): Promise<number> {
  const row = await env.DB.prepare('SELECT count(*) AS n FROM signing_secrets WHERE connection_id = ?1')
    .bind(connectionId)
    .first<{ n: number }>()
  return row?.n ?? 0
}

function age(key: string, ms: number, isRunning: boolean) {
  return env.DB.prepare(
    `UPDATE idempotency_keys SET created_at = created_at - ?2, status = ${isRunning ? 'NULL' : 'status'} WHERE key = ?1`,
  )
    .bind(key, ms)
    .run()
}

describe('Idempotency-Key', () => {
  beforeAll(async () => {
    await insertEvents([{ seq: 1, type: 'a.b' }])
  })

  it('the same key and body repeats the first answer, though the facts have changed', async () => {
    const first = await preview('repeat')
    expect([first.status, first.body, first.headers.get('Idempotent-Replayed')]).toEqual([
      200,
      { would_replay: 1 },
      null,
    ])
    await insertEvents([{ seq: 2, type: 'a.b' }])
    const second = await preview('repeat')
    expect([second.status, second.body]).toEqual([200, { would_replay: 1 }])
    expect(second.headers.get('Idempotent-Replayed')).toBe('true')
    expect(second.headers.get('Content-Type')).toBe(first.headers.get('Content-Type'))
    expect((await preview('another')).body).toEqual({ would_replay: 2 })
  })

  it('of many simultaneous requests one runs; the others get its answer or a 409', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => addSecret('race', 'live')))
    expect(await countSecrets('con_default_live')).toBe(1)
    expect(answers.filter(({ status, headers }) => status === 201 && !headers.has('Idempotent-Replayed'))).toHaveLength(
      1,
    )
    for (const { status, body, headers } of answers) {
      if (status === 409) expect(body.code).toBe('idempotency_key_in_use')
      else expect([status, body.id, headers.has('Request-Id')]).toEqual([201, 'con_default_live', true])
    }
    expect((await addSecret('race', 'live')).headers.get('Idempotent-Replayed')).toBe('true')
  })

  it('another body or another address with the same key is 409', async () => {
    await preview('reused')
    const other = await preview('reused', { type: 'x.y' })
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused'])
    expect((await addSecret('reused')).body.code).toBe('idempotency_key_reused')
  })

  it('an answer about a customer that was erased since is not repeated, nor is anything done again', async () => {
    const body = { name: 'Erika Mustermann', email: 'erika@example.com' }
    const create = () => call('POST', '/api/v1/customers', { body, headers: { 'Idempotency-Key': 'erased' } })
    const { id } = (await create()).body
    await call('DELETE', `/api/v1/customers/${id}`)
    const again = await create()
    expect([again.status, again.body.code]).toEqual([409, 'customer_erased'])
    const { results } = await env.DB.prepare("SELECT * FROM idempotency_keys WHERE key = 'erased'").all()
    expect(JSON.stringify(results)).not.toMatch(/mustermann|erika/i)
  })

  it('a key belongs to one account and mode', async () => {
    await preview('shared', {}, 'test')
    const live = await preview('shared', {}, 'live')
    expect([live.status, live.body, live.headers.get('Idempotent-Replayed')]).toEqual([200, { would_replay: 0 }, null])
  })

  it('a refusal is not kept: the corrected request may use the same key', async () => {
    expect((await preview('mended', { type: '???' })).status).toBe(422)
    expect(
      (await call('POST', '/api/v1/events/evt_none/replay', { headers: { 'Idempotency-Key': 'mended' } })).status,
    ).toBe(404)
    expect((await preview('mended')).status).toBe(200)
  })

  it('a request that is still running is 409, and after a minute taken for dead', async () => {
    await preview('dead')
    await age('dead', 59_000, true)
    const early = await preview('dead')
    expect([early.status, early.body.code]).toEqual([409, 'idempotency_key_in_use'])
    await age('dead', 2_000, true)
    expect((await preview('dead', { type: 'x.y' })).body.code).toBe('idempotency_key_reused')
    const late = await preview('dead')
    expect([late.status, late.headers.get('Idempotent-Replayed')]).toEqual([200, null])
  })

  it('an answer is forgotten after 24 hours', async () => {
    await preview('old')
    await age('old', 86_390_000, false)
    expect((await preview('old')).headers.get('Idempotent-Replayed')).toBe('true')
    await age('old', 10_000, false)
    const again = await preview('old', { type: 'x.y' })
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, null])
  })

  it.each(['', 'x'.repeat(256), 'tab\there', 'ümlaut'])('the key %j is 400', async (key) => {
    const answer = await preview(key)
    expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_invalid'])
  })

  it('a key of 255 printable characters is fine', async () => {
    expect((await preview('k~ '.repeat(85).trim().padEnd(255, 'k'))).status).toBe(200)
  })

  it('answers that hold a secret are never stored', async () => {
    const headers = { 'Idempotency-Key': 'secret' }
    const body = { name: 'n', scope: 'read' }
    const first = await call('POST', '/api/v1/api-keys', { body, headers })
    const second = await call('POST', '/api/v1/api-keys', { body, headers })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.body.token).not.toBe(second.body.token)
    await call('POST', '/api/v1/operator/links', { headers })
    const kept = await env.DB.prepare('SELECT count(*) AS n FROM idempotency_keys WHERE key = ?1')
      .bind('secret')
      .first()
    expect(kept).toEqual({ n: 0 })
  })

  it('a 503 is not kept, since sending again may well succeed', async () => {
    expectErrorLogs()
    const broken = {
      ...env,
      ACCOUNT: { getByName: () => ({ replay: () => Promise.reject(new Error('Network connection lost.')) }) },
    }
    const headers = {
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      'Billhook-Mode': 'test',
      'Content-Type': 'application/json',
      'Idempotency-Key': 'broken',
    }
    const answer = await createApp().request(
      '/api/v1/events/evt_1/replay',
      { method: 'POST', headers },
      broken,
      createExecutionContext(),
    )
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
    const kept = await env.DB.prepare('SELECT count(*) AS n FROM idempotency_keys WHERE key = ?1')
      .bind('broken')
      .first()
    expect(kept).toEqual({ n: 0 })
  })
})
