import { env } from 'cloudflare:workers'
import { call, ORIGIN, worker } from '../http/client.ts'
import { control } from './stripe.ts'

export type OauthKind = 'app_oauth' | 'connect_oauth'

/** OAuth is the operator's, so it is tested with the operator's own account. */
export const OPERATORS = { accountId: 'acc_default', mode: 'test' } as const

/** The operator's account takes part in each test; epochs only grow. */
export async function forgetOperatorsLink(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM connection_conditions'),
    env.DB.prepare('DELETE FROM oauth_states'),
    env.DB.prepare('DELETE FROM jobs'),
    env.DB.prepare(
      `UPDATE connections SET status = 'not_connected', kind = NULL, reason = NULL, stripe_account_id = NULL,
         data_of = NULL, connected_at = NULL`,
    ),
  ])
}

/** Agrees on Stripe's page and comes back as a browser does; answers the page it is sent on to. */
export async function connectThrough(kind: OauthKind, account: string): Promise<URL> {
  const { body } = await call('GET', `/api/v1/connection/oauth/start?kind=${kind}`)
  const page = new URL(body.url)
  const form = new URLSearchParams({ ...Object.fromEntries(page.searchParams), account, decision: 'accept' })
  const agreed = await fetch(page.origin + page.pathname, { method: 'POST', body: form, redirect: 'manual' })
  const back = await worker.fetch(agreed.headers.get('Location') ?? ORIGIN, { redirect: 'manual' })
  return new URL(back.headers.get('Location') ?? '')
}

export async function operatorsConnection() {
  return (await call('GET', '/api/v1/connection')).body
}

export async function isGranted(account: string): Promise<boolean> {
  const { installations } = await control('GET', 'oauth')
  return installations.some((one: { account: string }) => one.account === account)
}
