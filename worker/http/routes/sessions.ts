import { createRoute } from '@hono/zod-openapi'
import { deleteCookie, setCookie } from 'hono/cookie'
import { hashOperatorToken, makeSecretToken } from '../../auth/tokens.ts'
import { DEFAULT_ACCOUNT_ID } from '../../domain/ids.ts'
import { isoOfMs } from '../../domain/times.ts'
import { readAccount } from '../../readmodel/accounts.ts'
import { consumeOperatorLink, deleteOperatorSession, insertOperatorSession } from '../../readmodel/operator.ts'
import { ProblemError } from '../errors.ts'
import { SESSION_COOKIE } from '../middleware/authenticate.ts'
import type { AppContext } from '../middleware/context.ts'
import { noQuery } from '../schemas/common.ts'
import { authenticated, body, json, problems, problemsBehindAuth, publicRoute } from '../schemas/documented.ts'
import { type Session, session, sessionInput } from '../schemas/operator.ts'
import { createRouter } from './router.ts'

const SESSION_MS = 30 * 86_400_000

const LINK_PROBLEMS = {
  unknown: 'This sign-in link is not known here: check that it was copied whole.',
  used: 'This sign-in link was used already: ask for a new one.',
  expired: 'This sign-in link has expired: ask for a new one.',
}

/** Answers without credentials: the link's token is the credential. */
export const signInRoutes = createRouter()

signInRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/operator/sessions',
    tags: ['Operator'],
    summary: 'Open a session with the token of a sign-in link; sets the session cookie',
    ...publicRoute,
    request: { query: noQuery, body: body(sessionInput) },
    responses: { 201: json(session, 'Signed in'), ...problems(400, 401, 413, 415, 422) },
  }),
  async (c) => {
    const { adminToken } = c.var.config
    const nowMs = Date.now()
    const linkHash = await hashOperatorToken(c.req.valid('json').token, adminToken)
    const use = await consumeOperatorLink(c.env.DB, linkHash, nowMs)
    if (use !== 'ok') throw new ProblemError(`link_${use}`, LINK_PROBLEMS[use])
    const token = makeSecretToken()
    const expiresAt = nowMs + SESSION_MS
    await insertOperatorSession(c.env.DB, await hashOperatorToken(token, adminToken), { createdAt: nowMs, expiresAt })
    setCookie(c, SESSION_COOKIE, token, { ...cookieAttributes(c), maxAge: SESSION_MS / 1000 })
    return c.json(await presentSession(c, expiresAt), 201)
  },
)

export const sessionRoutes = createRouter()

sessionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/operator/session',
    tags: ['Operator'],
    summary: 'The session of the cookie',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(session, 'Signed in'), ...problemsBehindAuth() },
  }),
  async (c) => c.json(await presentSession(c, currentSession(c).sessionExpiresAtMs), 200),
)

sessionRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/operator/session',
    tags: ['Operator'],
    summary: 'Sign out',
    ...authenticated,
    request: { query: noQuery },
    responses: { 204: { description: 'Signed out' }, ...problemsBehindAuth() },
  }),
  async (c) => {
    await deleteOperatorSession(c.env.DB, currentSession(c).sessionHash)
    deleteCookie(c, SESSION_COOKIE, cookieAttributes(c))
    return c.body(null, 204)
  },
)

function currentSession(c: AppContext) {
  const { actor } = c.var
  if (actor.type === 'operator' && actor.via === 'cookie') return actor
  throw new ProblemError(
    'session_missing',
    'This is about the session cookie, and the request came with a token instead.',
  )
}

async function presentSession(c: AppContext, expiresAtMs: number): Promise<Session> {
  const account = await readAccount(c.env.DB, DEFAULT_ACCOUNT_ID)
  if (!account) throw new Error('The default account is missing; migration 0001 creates it.')
  return {
    object: 'session',
    account,
    role: 'operator',
    expires_at: isoOfMs(expiresAtMs),
    environment: c.var.config.environment,
  }
}

function cookieAttributes(c: AppContext) {
  const secure = c.var.config.publicBaseUrl.startsWith('https:')
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
}
