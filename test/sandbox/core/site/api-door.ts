import type { Caller } from '../api/caller.ts'
import { refusal } from '../api/refusal.ts'
import type { SandboxSite } from '../site.ts'
import { StripeProblem } from '../stripe-problem.ts'
import type { Branch } from './branch.ts'
import type { Incoming } from './incoming.ts'
import { type ApiKey, masked } from './keys.ts'
import { operationOf } from './limits.ts'
import { allows, type Grant, missingPermission } from './permissions.ts'

interface Admitted {
  branch: Branch
  caller: Caller
}

/** A request to `/v1`: whose key it is, whom it acts for, whether there is room for it, and the answer. */
export async function answerApi(site: SandboxSite, incoming: Incoming): Promise<Response> {
  let leave: (() => void) | null = null
  let livemode = false
  try {
    const key = site.keys.authenticate(incoming.headers.authorization, site.now())
    livemode = key.mode === 'live'
    const { branch, caller } = admit(site, key, incoming)
    leave = site.limiterOf(branch).enter(operationOf(incoming.method, incoming.path))
    await site.options.latency?.()
    const { method, path, headers, query, form } = incoming
    const answer = branch.api.answer({ method, path, headers, query, form }, caller)
    return Response.json(answer.body, { status: answer.status, ...(answer.headers ? { headers: answer.headers } : {}) })
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    const requestId = `req_${site.random.chars(14)}`
    const headers = { 'Request-Id': requestId, ...error.headers }
    return Response.json(refusal(error, requestId, livemode), { status: error.status, headers })
  } finally {
    leave?.()
  }
}

/** With `Stripe-Account` (or the newer `Stripe-Context`) a platform's key acts for an account that granted it. */
function admit(site: SandboxSite, key: ApiKey, { headers }: Incoming): Admitted {
  const target = headers['stripe-account'] ?? headers['stripe-context']
  if (target === undefined || target === key.account) {
    return admitted(site, key, key.account, key.grant, key.clientId)
  }
  const granted = site.oauth.grantFor(key, target)
  if (granted) return admitted(site, key, target, granted.permissions, granted.clientId)
  throw new StripeProblem(
    403,
    `The provided key '${masked(key.key)}' does not have access to account '${target}' (or that account does not exist). Application access may have been revoked.`,
    { code: 'account_invalid' },
  )
}

function admitted(site: SandboxSite, key: ApiKey, account: string, grant: Grant, application: string | null): Admitted {
  const may = (permission: string | null) => allows(grant, permission)
  return {
    branch: site.need(account, key.mode),
    caller: {
      application,
      may,
      need(permission) {
        if (permission !== null && !may(permission)) throw missingPermission(masked(key.key), account, permission)
      },
    },
  }
}
