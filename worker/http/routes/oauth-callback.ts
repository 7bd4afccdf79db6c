import { createRoute, z } from '@hono/zod-openapi'
import { getCookie } from 'hono/cookie'
import { hashOperatorToken } from '../../auth/tokens.ts'
import { finishOauth, type OauthOutcome } from '../../connect/oauth-callback.ts'
import type { OauthMember } from '../../connect/oauth-start.ts'
import { describeError, log } from '../../log.ts'
import { readConnection } from '../../readmodel/connection.ts'
import { readOperatorSession } from '../../readmodel/operator.ts'
import { SESSION_COOKIE } from '../middleware/authenticate.ts'
import type { AppContext } from '../middleware/context.ts'
import { problems, publicRoute } from '../schemas/documented.ts'
import { createRouter } from './router.ts'
import { startImport } from './start-import.ts'

/** Stripe may send more than it says, and whoever comes back gets a page whatever it sent. */
const word = z.unknown().optional().openapi({ type: 'string' })
const callbackQuery = z.looseObject({ state: word, code: word, error: word })

/** Stands outside /api/v1: a browser comes here from Stripe, with its cookie or without. */
export const oauthCallbackRoutes = createRouter()

oauthCallbackRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/oauth/stripe/callback',
    tags: ['Connection'],
    summary:
      'Where Stripe sends the browser back to; it always goes on to a page of the dashboard that says what happened',
    ...publicRoute,
    request: { query: callbackQuery },
    responses: {
      303: { description: 'To /{mode}/connect?oauth={result}; /connect?oauth={result} where the state is not known' },
      ...problems(),
    },
  }),
  async (c) => {
    const { state, code, error } = c.req.valid('query')
    const outcome = await finish(c, { state: textOf(state), code: textOf(code), error: textOf(error) })
    return c.redirect(pageOf(c.var.config.publicBaseUrl, outcome), 303)
  },
)

async function finish(c: AppContext, query: Parameters<typeof finishOauth>[1]): Promise<OauthOutcome> {
  try {
    const outcome = await finishOauth(c.env, query, await sessionOf(c), Date.now())
    if (outcome.result === 'connected' && outcome.tenant) {
      const connection = await readConnection(c.env.DB, outcome.tenant)
      await startImport(c.env, outcome.tenant, connection?.importMonths ?? 0)
    }
    return outcome
  } catch (error) {
    // A person in a browser gets a page, whatever happened.
    log('error', 'oauth_callback_failed', { request_id: c.var.requestId, error: describeError(error) })
    return { tenant: null, result: 'refused', error: 'internal_error' }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

async function sessionOf(c: AppContext): Promise<OauthMember | null> {
  const token = getCookie(c, SESSION_COOKIE)
  if (!token) return null
  const hash = await hashOperatorToken(token, c.var.config.adminToken)
  return (await readOperatorSession(c.env.DB, hash, Date.now())) ? `session:${hash}` : null
}

function pageOf(publicBaseUrl: string, { tenant, result, pending, stripeAccount, error }: OauthOutcome): string {
  const url = new URL(tenant ? `${publicBaseUrl}/${tenant.mode}/connect` : `${publicBaseUrl}/connect`)
  url.searchParams.set('oauth', result)
  if (pending) url.searchParams.set('pending', pending)
  if (stripeAccount) url.searchParams.set('stripe_account', stripeAccount)
  if (error && /^[a-z_]{1,40}$/.test(error)) url.searchParams.set('error', error)
  return url.href
}
