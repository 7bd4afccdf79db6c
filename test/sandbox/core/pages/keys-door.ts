import { Params } from '../api/params.ts'
import type { FormHash } from '../form.ts'
import type { Incoming } from '../site/incoming.ts'
import type { Mode } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import { BOXES, createdKeyPage, keysPage, newKeyPage } from './keys-page.ts'
import { errorPage } from './page.ts'

/** As in Stripe's Dashboard: `/test/…` is test mode. */
const PATH = /^(\/test)?\/apikeys(\/create)?$/

/** The Dashboard's pages for restricted keys; null for another address. */
export function answerKeyPages(site: SandboxSite, incoming: Incoming): Response | null {
  const [, test, create] = PATH.exec(incoming.path) ?? []
  if (!PATH.test(incoming.path)) return null
  const mode: Mode = test ? 'test' : 'live'
  const listPath = `${test ?? ''}/apikeys`
  if (create)
    return incoming.method === 'POST' ? makeKey(site, incoming, mode, listPath) : askForKey(site, incoming, mode)
  return incoming.method === 'POST' ? changeKey(site, incoming, listPath) : showKeys(site, mode, listPath)
}

function askForKey(site: SandboxSite, { path, query }: Incoming, mode: Mode): Response {
  const params = new Params(query)
  const accounts = site.accountIds().filter((id) => !site.oauth.isPlatform(id))
  return newKeyPage({
    mode,
    action: path,
    name: params.text('name') ?? '',
    permissions: params.texts('permissions') ?? [],
    accounts: accounts.map((id) => ({ id, name: site.need(id, mode).stripe.account.name })),
  })
}

function makeKey(site: SandboxSite, { form }: Incoming, mode: Mode, listPath: string): Response {
  const account = typeof form.account === 'string' ? form.account : site.primary().stripe.account.id
  if (!site.branch(account, mode)) return errorPage(400, `There is no account ${account}.`)
  const { key } = site.keys.restricted(site.random, { account, mode, grant: chosen(form) })
  return createdKeyPage(key, listPath)
}

function showKeys(site: SandboxSite, mode: Mode, listPath: string): Response {
  const keys = site.keys.all().map((key, index) => ({ key, index }))
  const shown = keys.filter(({ key }) => key.key.startsWith('rk_') && key.mode === mode)
  return keysPage(mode, listPath, shown)
}

function changeKey(site: SandboxSite, { form }: Incoming, listPath: string): Response {
  const key = site.keys.all()[Number(form.index)]
  if (!key?.key.startsWith('rk_')) return errorPage(404, 'There is no such key.')
  site.keys.change(key.key, form.act === 'revoke' ? { revoked: true } : { grant: chosen(form) })
  return new Response(null, { status: 303, headers: { Location: listPath } })
}

function chosen(form: FormHash): string[] {
  return BOXES.flatMap(([slug]) => {
    const access = form[slug]
    return access === 'read' || access === 'write' ? [`${slug}_${access}`] : []
  })
}
