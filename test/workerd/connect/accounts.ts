import { env } from 'cloudflare:workers'
import { hashToken, makeApiKey } from '../../../worker/auth/tokens.ts'
import type { AccountId, Mode, Tenant } from '../../../worker/domain/ids.ts'
import { type Answer, call } from '../http/client.ts'

let accounts = 0

/** A Billhook account with both connections and a key for each mode. */
export interface TestAccount {
  id: AccountId
  tenant: Tenant
  live: Tenant
  /** As this account, in test mode unless told otherwise. */
  ask: (method: string, path: string, body?: unknown, mode?: Mode) => Promise<Answer>
  connectKey: (apiKey: string, more?: Record<string, unknown>, mode?: Mode) => Promise<Answer>
  connection: (mode?: Mode) => Promise<Answer['body']>
  webhookUrl: string
}

/** Storage is shared by the tests of a file, so each test takes an account of its own. */
export async function newAccount(): Promise<TestAccount> {
  accounts += 1
  const id = `acc_c${accounts}` as AccountId
  const tokens = { test: makeApiKey('test'), live: makeApiKey('live') }
  await env.DB.batch([
    env.DB.prepare('INSERT INTO accounts (id, name, created_at) VALUES (?1, ?1, 1)').bind(id),
    ...(['test', 'live'] as const).map((mode) =>
      env.DB.prepare(
        `INSERT INTO connections (account_id, mode, id, status, created_at, updated_at)
         VALUES (?1, ?2, ?3, 'not_connected', 1, 1)`,
      ).bind(id, mode, connectionId(id, mode)),
    ),
  ])
  for (const mode of ['test', 'live'] as const) {
    await env.DB.prepare(
      `INSERT INTO api_keys (id, account_id, mode, name, scope, token_hash, last4, created_at)
       VALUES (?1, ?2, ?3, 'test', 'full', ?4, 'xxxx', 1)`,
    )
      .bind(`key_${id}_${mode}`, id, mode, await hashToken(tokens[mode]))
      .run()
  }
  const ask: TestAccount['ask'] = (method, path, body, mode = 'test') =>
    call(method, `/api/v1${path}`, { token: tokens[mode], ...(body !== undefined && { body }) })
  return {
    id,
    tenant: { accountId: id, mode: 'test' },
    live: { accountId: id, mode: 'live' },
    ask,
    connectKey: (apiKey, more = {}, mode = 'test') =>
      ask('POST', '/connection/restricted-key', { api_key: apiKey, ...more }, mode),
    connection: async (mode = 'test') => (await ask('GET', '/connection', undefined, mode)).body,
    webhookUrl: `https://billhook.test/api/webhooks/stripe/${connectionId(id, 'test')}`,
  }
}

function connectionId(id: string, mode: Mode): string {
  return `con_${id.slice(4)}_${mode}`
}

/** A stored connection as it is, for what the API does not show. */
export function storedRow(tenant: Tenant): Promise<Record<string, unknown> | null> {
  return env.DB.prepare('SELECT * FROM connections WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .first()
}

/** What stands after a connect that was refused: only the epoch has gone on. */
export async function standing(tenant: Tenant): Promise<Record<string, unknown>> {
  const { epoch: _epoch, ...row } = (await storedRow(tenant)) ?? {}
  return row
}

/** Until when (ms) each signing secret is valid, the current one first: null. */
export async function secretEnds(tenant: Tenant): Promise<(number | null)[]> {
  const { results } = await env.DB.prepare(
    `SELECT s.valid_until FROM signing_secrets s JOIN connections c ON c.id = s.connection_id
     WHERE c.account_id = ?1 AND c.mode = ?2 ORDER BY s.valid_until IS NOT NULL, s.created_at DESC`,
  )
    .bind(tenant.accountId, tenant.mode)
    .all<{ valid_until: number | null }>()
  return results.map(({ valid_until }) => valid_until)
}
