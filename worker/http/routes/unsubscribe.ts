import { createRoute, z } from '@hono/zod-openapi'
import { html } from 'hono/html'
import { accountStub } from '../../account/stub.ts'
import { openUnsubscribeToken, type Unsubscribing } from '../../auth/unsubscribe-token.ts'
import { normalEmail } from '../../domain/identity.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { problems, publicRoute } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const params = z.object({ token: z.string().max(2_000) })
const pageOf = { 'text/html': { schema: z.string() } }

/** Stands outside /api/v1: whoever got the mail has no key of ours; the token says whose address it is. */
export const unsubscribeRoutes = createRouter()

unsubscribeRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/unsubscribe/{token}',
    tags: ['Deliveries'],
    summary: 'A page that asks; it changes nothing, since scanners follow links',
    ...publicRoute,
    request: { params },
    responses: { 200: { description: 'The page', content: pageOf }, ...problems(404) },
  }),
  async (c) => {
    const { email } = await whose(c, c.req.valid('param').token)
    return page(
      c,
      html`<h1>Unsubscribe</h1>
      <p>Send no more news and offers to <b>${email}</b>? Mails about your subscription, such as receipts, still come.</p>
      <form method="post"><button>Unsubscribe</button></form>`,
    )
  },
)

unsubscribeRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/unsubscribe/{token}',
    tags: ['Deliveries'],
    summary: 'Ends marketing to the address, without signing in or asking back (RFC 8058)',
    ...publicRoute,
    request: { params },
    responses: { 200: { description: 'A page that says so', content: pageOf }, ...problems(404) },
  }),
  async (c) => {
    const { tenant, email } = await whose(c, c.req.valid('param').token)
    const address = normalEmail(email)
    if (address) {
      const told = { email: address, reason: 'unsubscribed' as const, detail: 'By the link of a mail.' }
      await accountStub(c.env, tenant).suppress(tenant, told)
    }
    return page(c, html`<h1>Unsubscribed</h1><p>No more news and offers go to <b>${email}</b>.</p>`)
  },
)

async function whose(c: AppContext, token: string): Promise<Unsubscribing> {
  const found = await openUnsubscribeToken(c.var.config, token)
  if (!found) throw new ProblemError('not_found', 'This link is not complete: open it from the mail again.')
  return found
}

function page(c: AppContext, body: ReturnType<typeof html>) {
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  )
  c.header('Referrer-Policy', 'no-referrer')
  return c.html(
    html`<!doctype html><html lang="en"><head><meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="robots" content="noindex" />
    <title>Unsubscribe</title>
    <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto;padding:0 1rem}
      button{font:inherit;padding:.6rem 1.2rem}</style></head><body><main>${body}</main></body></html>`,
    200,
  )
}
