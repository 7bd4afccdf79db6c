import type { Next } from 'hono'
import { getCookie } from 'hono/cookie'
import { apiKeyMode, equalsSecret, hashOperatorToken, hashToken } from '../../auth/tokens.ts'
import { DEFAULT_ACCOUNT_ID, type Mode, type Tenant } from '../../domain/ids.ts'
import { describeError, log } from '../../log.ts'
import { isLastUseWorthWriting, readApiKeyByHash, writeApiKeyUse } from '../../readmodel/api-keys.ts'
import { readOperatorSession } from '../../readmodel/operator.ts'
import { ProblemError } from '../errors.ts'
import type { Actor, AppContext } from './context.ts'
import { requestedMode } from './requested-mode.ts'
import { requireSameOrigin } from './same-origin.ts'

export const SESSION_COOKIE = 'billhook_session'

interface Identity {
  actor: Actor
  /** The one tenant of an API key; null for the operator, who names the mode with each request. */
  tenant: Tenant | null
}

/** Finds out who asks and for which account and mode, and refuses everybody else. */
export async function authenticate(c: AppContext, next: Next): Promise<void> {
  const header = c.req.header('Authorization')
  const identity = header === undefined ? await bySession(c) : await byBearer(c, header)
  const { actor } = identity
  const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (actor.type === 'operator' && actor.via === 'cookie' && !isSafe) requireSameOrigin(c.req.raw, c.var.config)
  const mode = requestedMode(c)
  c.set('actor', actor)
  c.set('tenant', identity.tenant ? ownTenant(identity.tenant, mode) : operatorTenant(mode))
  if (actor.type === 'api_key' && actor.scope === 'read' && !isSafe) {
    throw new ProblemError('scope_insufficient', 'This API key has the scope "read": use one with the scope "full".')
  }
  await next()
}

/** Behind `authenticate`: turns API keys away. */
export async function operatorOnly(c: AppContext, next: Next): Promise<void> {
  if (c.var.actor.type !== 'operator') {
    throw new ProblemError('operator_required', 'An API key cannot do this: use ADMIN_TOKEN or sign in.')
  }
  await next()
}

async function byBearer(c: AppContext, header: string): Promise<Identity> {
  const token = /^Bearer +(\S+)$/i.exec(header.trim())?.[1]
  if (!token) throw refusal('credentials_invalid', 'Send the header as "Authorization: Bearer <token>".')
  if (await equalsSecret(token, c.var.config.adminToken)) {
    return { actor: { type: 'operator', via: 'token' }, tenant: null }
  }
  const key = apiKeyMode(token) && (await readApiKeyByHash(c.env.DB, await hashToken(token)))
  if (!key) throw refusal('credentials_invalid', 'The token is neither ADMIN_TOKEN nor an API key: check for a typo.')
  const nowMs = Date.now()
  if (key.revokedAt !== null) throw refusal('api_key_revoked', `The API key "${key.name}" was revoked: make a new one.`)
  if (key.expiresAt !== null && key.expiresAt <= nowMs) {
    throw refusal('api_key_expired', `The API key "${key.name}" has expired: make a new one.`)
  }
  if (isLastUseWorthWriting(key, nowMs)) c.executionCtx.waitUntil(noteUse(c, key.id, nowMs))
  return { actor: { type: 'api_key', id: key.id, scope: key.scope }, tenant: key.tenant }
}

/** Nobody waits for this, and a failure costs nothing but the date. */
async function noteUse(c: AppContext, keyId: string, nowMs: number): Promise<void> {
  try {
    await writeApiKeyUse(c.env.DB, keyId, nowMs)
  } catch (error) {
    log('warn', 'api_key_use_not_written', { request_id: c.var.requestId, error: describeError(error) })
  }
}

async function bySession(c: AppContext): Promise<Identity> {
  const token = getCookie(c, SESSION_COOKIE)
  if (!token) {
    throw refusal('credentials_missing', 'Send "Authorization: Bearer <ADMIN_TOKEN or API key>", or sign in.')
  }
  const sessionHash = await hashOperatorToken(token, c.var.config.adminToken)
  const session = await readOperatorSession(c.env.DB, sessionHash, Date.now())
  if (!session) throw refusal('session_expired', 'The session has ended: sign in again.')
  return {
    actor: { type: 'operator', via: 'cookie', sessionHash, sessionExpiresAtMs: session.expiresAt },
    tenant: null,
  }
}

function operatorTenant(mode: Mode | null): Tenant {
  return { accountId: DEFAULT_ACCOUNT_ID, mode: mode ?? 'live' }
}

function ownTenant(tenant: Tenant, mode: Mode | null): Tenant {
  if (mode && mode !== tenant.mode) {
    throw new ProblemError('mode_not_allowed', `This API key is for ${tenant.mode} mode: leave Billhook-Mode out.`)
  }
  return tenant
}

function refusal(
  reason: 'credentials_missing' | 'credentials_invalid' | 'api_key_revoked' | 'api_key_expired' | 'session_expired',
  detail: string,
): ProblemError {
  return new ProblemError(reason, detail, { headers: { 'WWW-Authenticate': 'Bearer realm="Billhook"' } })
}
