import { pageOf } from '../api/lists.ts'
import { Params } from '../api/params.ts'
import { refusal } from '../api/refusal.ts'
import type { Incoming } from '../site/incoming.ts'
import type { ApiKey } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import { missingResource, StripeProblem } from '../stripe-problem.ts'
import type { Installation } from './applications.ts'
import { installObject, uninstall } from './install.ts'

/** `/v1/apps/installs`: seen by the account that installed and, filtered by its app, by the app's developer. */
export function answerInstalls(site: SandboxSite, incoming: Incoming): Response {
  const requestId = `req_${site.random.chars(14)}`
  const headers = { 'Request-Id': requestId }
  try {
    const key = site.keys.authenticate(incoming.headers.authorization, site.now())
    return Response.json(route(site, key, incoming), { headers })
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    return Response.json(refusal(error, requestId, false), { status: error.status, headers })
  }
}

function route(site: SandboxSite, key: ApiKey, { method, path, query }: Incoming): object {
  const [, id, part] = /^\/v1\/apps\/installs(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(path) ?? []
  if (method === 'GET' && id === undefined) return list(site, key, new Params(query))
  const mine = site.oauth.installations().filter((it) => it.kind === 'app' && it.mode === key.mode)
  const found = mine.find((it) => it.id === id && (it.account === key.account || site.oauth.isPlatform(key.account)))
  if (id === undefined || !found) throw missingResource('app install', id ?? '')
  if (method === 'GET' && part === undefined) return installObject(found, 'installed')
  if (method !== 'POST' || part !== 'uninstall') {
    throw new StripeProblem(404, `Unrecognized request URL (${method}: ${path}).`)
  }
  uninstall(site, found)
  return installObject(found, 'uninstalling')
}

/** Without its app as a filter a developer sees, like anybody, the installs on its own account. */
function list(site: SandboxSite, key: ApiKey, params: Params): object {
  const app = params.text('app')
  const account = params.text('account')
  const status = params.text('status')
  const owned = site.oauth.applications().find((it) => it.clientId === app && it.kind === 'app')
  const spans = owned !== undefined && site.oauth.isPlatform(key.account)
  const shown = (it: Installation) =>
    it.kind === 'app' &&
    it.mode === key.mode &&
    (spans || it.account === key.account) &&
    (app == null || it.clientId === app) &&
    (account == null || it.account === account) &&
    (status == null || status === 'installed')
  const installs = site.oauth
    .installations()
    .filter(shown)
    .map((it) => installObject(it, 'installed'))
  return pageOf(installs, 'app install', '/v1/apps/installs', params)
}
