import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { openSigningSecrets } from '../../../worker/auth/signing-secrets.ts'
import { configOf } from '../../../worker/config.ts'
import { createApp } from '../../../worker/http/app.ts'
import { ADMIN_TOKEN, call } from './client.ts'
import { insertEvents } from './rows.ts'

const OWN_URL = 'https://billhook.test/api/webhooks/stripe/con_default_test'

/** The same deployment without STRIPE_WEBHOOK_SECRET. */
async function withoutPlatformSecret() {
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Billhook-Mode': 'test' }
  const bindings = { ...env, STRIPE_WEBHOOK_SECRET: '' }
  const answer = await createApp().request('/api/v1/connection', { headers }, bindings, createExecutionContext())
  return (await answer.json()) as Record<string, unknown>
}

async function connection() {
  return (await call('GET', '/api/v1/connection')).body
}

function count(scope: string, reason: string, n: number, hoursAgo = 0) {
  const hour = Math.floor(Date.now() / 3_600_000 - hoursAgo) * 3_600_000
  return env.DB.prepare('INSERT INTO intake_counts (scope, reason, hour, count) VALUES (?1, ?2, ?3, ?4)')
    .bind(scope, reason, hour, n)
    .run()
}

beforeEach(async () => {
  await env.DB.batch(
    ['events', 'signing_secrets', 'intake_counts'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  )
  await env.DB.exec(
    "UPDATE connections SET status = 'not_connected', reason = NULL, kind = NULL, stripe_account_id = NULL",
  )
})

describe('the connection', () => {
  it('without any signing secret is not connected, and says what to do', async () => {
    expect(await withoutPlatformSecret()).toEqual({
      object: 'connection',
      id: 'con_default_test',
      mode: 'test',
      status: 'not_connected',
      reason: `Add a webhook endpoint in Stripe (test mode) that points to ${OWN_URL}, then add its signing secret (whsec_…) to this connection.`,
      kind: null,
      stripe_account: null,
      api_version: null,
      webhook: {
        endpoint_id: 'con_default_test',
        url: OWN_URL,
        status: 'secret_missing',
        missing_event_types: [],
      },
      last_event: null,
      last_catch_up_at: null,
      last_catalog_sync_at: null,
      import: null,
      catalog: null,
      conditions: [],
      key_last4: null,
      scope: null,
      connected_at: null,
      checked_at: null,
      import_months: 12,
      rejected_requests_24h: 0,
      unlinked_events_24h: 0,
      mode_mismatches_24h: 0,
      disconnected_events_24h: 0,
    })
  })

  it('with the platform secret waits for the first event at the platform’s address', async () => {
    expect(await connection()).toMatchObject({
      status: 'connected',
      kind: 'webhook_only',
      reason: 'Waiting for the first event in test mode.',
      webhook: { endpoint_id: null, url: 'https://billhook.test/api/webhooks/stripe', status: 'waiting' },
    })
  })

  it('with a secret of its own is reached at its own address, with or without the platform secret', async () => {
    const answer = await call('POST', '/api/v1/connection/secrets', { body: { secret: ' whsec_0123456789abcdef ' } })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      status: 'connected',
      kind: 'webhook_only',
      webhook: { endpoint_id: 'con_default_test', url: OWN_URL },
    })
    expect(JSON.stringify(answer.body)).not.toContain('whsec_0123456789abcdef')
    expect(await withoutPlatformSecret()).toMatchObject({ status: 'connected', webhook: { url: OWN_URL } })
    const tenant = { accountId: 'acc_default', mode: 'test' } as const
    const keys = configOf(env).encryptionKeys
    const secrets = await openSigningSecrets(env.DB, keys, 'con_default_test', tenant, Date.now())
    expect(secrets).toEqual(['whsec_0123456789abcdef'])
  })

  it('a secret that is not one of Stripe’s is 422 and is not echoed', async () => {
    for (const secret of ['sk_test_0123456789', 'whsec_', 'whsec_with blank', 42]) {
      const answer = await call('POST', '/api/v1/connection/secrets', { body: { secret } })
      expect([secret, answer.status, answer.body.errors[0].pointer]).toEqual([secret, 422, '/secret'])
      expect(JSON.stringify(answer.body)).not.toContain(String(secret).slice(6) || 'nothing to find')
    }
  })

  it('a secret whose time is over does not count', async () => {
    await call('POST', '/api/v1/connection/secrets', { body: { secret: 'whsec_0123456789' } })
    await env.DB.prepare('UPDATE signing_secrets SET valid_until = ?1')
      .bind(Date.now() - 1)
      .run()
    expect(await withoutPlatformSecret()).toMatchObject({ status: 'not_connected', kind: null })
  })

  it('shows the newest event by arrival, and its API version', async () => {
    await insertEvents([
      { seq: 1, id: 'evt_early', created: 1_793_491_300 },
      {
        seq: 2,
        id: 'evt_last',
        type: 'price.updated',
        created: 1_793_491_200,
        receivedAt: 1_793_491_300_999,
        apiVersion: '2020-08-27',
      },
    ])
    expect(await connection()).toMatchObject({
      status: 'connected',
      reason: null,
      api_version: '2020-08-27',
      webhook: { status: 'receiving' },
      last_event: {
        id: 'evt_last',
        type: 'price.updated',
        created: '2026-11-01T00:00:00Z',
        received_at: '2026-11-01T00:01:40Z',
      },
    })
  })

  it('counts what was turned away in 24 hours, by whose it is', async () => {
    await Promise.all([
      count('platform', 'signature_invalid', 1),
      count('platform', 'signature_missing', 2),
      count('platform', 'timestamp_outside_tolerance', 4),
      count('acc_default:test', 'payload_invalid', 8),
      count('acc_default:live', 'signature_invalid', 100),
      count('acc_other:test', 'signature_invalid', 100),
      count('platform', 'signature_invalid', 1_000, 30),
      count('platform:test', 'unlinked_account', 3),
      count('platform:live', 'unlinked_account', 100),
      count('platform:test', 'mode_mismatch', 5),
      count('acc_default:test', 'mode_mismatch', 6),
      count('acc_default:test', 'disconnected', 7),
    ])
    expect(await connection()).toMatchObject({
      rejected_requests_24h: 15,
      unlinked_events_24h: 3,
      mode_mismatches_24h: 11,
      disconnected_events_24h: 7,
      status: 'degraded',
      conditions: [{ code: 'signatures_rejected', action: { type: 'add_secret' } }],
      reason:
        'A request arrived whose signature does not match, and no good one since: add the signing secret of the endpoint that points to https://billhook.test/api/webhooks/stripe in Stripe (test mode). Was it rolled?',
    })
  })

  it('another account does not see the platform’s counts or secret', async () => {
    await env.DB.batch([
      env.DB.prepare("INSERT INTO accounts (id, name, created_at) VALUES ('acc_other', 'Other', 1)"),
      env.DB.prepare(
        `INSERT INTO connections (account_id, mode, id, status, created_at, updated_at)
         VALUES ('acc_other', 'test', 'con_other_test', 'not_connected', 1, 1)`,
      ),
    ])
    await count('platform', 'signature_invalid', 1)
    await count('acc_other:test', 'signature_invalid', 2)
    const { body: made } = await call('POST', '/api/v1/api-keys', { body: { name: 'other', scope: 'read' } })
    await env.DB.prepare("UPDATE api_keys SET account_id = 'acc_other' WHERE id = ?1").bind(made.id).run()
    const answer = await call('GET', '/api/v1/connection', { token: made.token })
    expect(answer.body).toMatchObject({
      id: 'con_other_test',
      status: 'not_connected',
      rejected_requests_24h: 2,
      webhook: { url: 'https://billhook.test/api/webhooks/stripe/con_other_test' },
    })
  })

  it('a status that was stored is shown as it is', async () => {
    await env.DB.exec(
      "UPDATE connections SET status = 'disconnected', reason = 'Disconnected by the operator.', kind = 'webhook_only', stripe_account_id = 'acct_1', stripe_account_name = 'Acme' WHERE id = 'con_default_test'",
    )
    expect(await connection()).toMatchObject({
      status: 'disconnected',
      reason: 'Disconnected by the operator.',
      kind: 'webhook_only',
      stripe_account: { id: 'acct_1', name: 'Acme', country: null },
    })
  })
})
