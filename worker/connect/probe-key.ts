import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { StripeAccount } from '../readmodel/connection.ts'
import type { StripeClient } from '../stripe/client.ts'
import type { Failure } from '../stripe/failure.ts'
import { type Permission, REQUIRED_PERMISSIONS } from './permissions.ts'
import { type Refusal, refusalOf } from './refusal.ts'

const AT_ONCE = 4

/** Which of `permissions` a key lacks. The failure is one that says nothing about permissions. */
export async function probePermissions(
  stripe: StripeClient,
  permissions: readonly Permission[],
): Promise<Result<Permission[], Failure>> {
  const missing: Permission[] = []
  for (let start = 0; start < permissions.length; start += AT_ONCE) {
    const some = permissions.slice(start, start + AT_ONCE)
    const answers = await Promise.all(some.map(({ probe }) => probe(stripe)))
    for (const [at, answer] of answers.entries()) {
      const permission = some[at]
      if (answer.ok || !permission) continue
      const { reason } = answer.error
      if (reason === 'permission_missing') missing.push(permission)
      else if (reason !== 'not_found' && reason !== 'refused') return fail(answer.error)
    }
  }
  return ok(missing)
}

/** Asks Stripe whose a key is and what it may do. */
export async function inspectKey(stripe: StripeClient): Promise<Result<StripeAccount, Refusal>> {
  const account = await readStripeAccount(stripe)
  if (!account.ok) return fail(refusalOf(account.error))
  const missing = await probePermissions(stripe, REQUIRED_PERMISSIONS)
  if (!missing.ok) return fail(refusalOf(missing.error))
  if (missing.value.length > 0) return fail(permissionsMissing(missing.value))
  return ok(account.value)
}

/** Without the permission for it, the account's id still stands in Stripe's refusal; name and country stay unknown. */
export async function readStripeAccount(stripe: StripeClient): Promise<Result<StripeAccount, Failure>> {
  const answer = await stripe.get('/v1/account')
  if (answer.ok) return ok(accountOf(answer.value))
  const { error } = answer
  return error.reason === 'permission_missing' && error.stripeAccountId
    ? ok({ id: error.stripeAccountId, name: null, country: null })
    : answer
}

function accountOf(body: JsonObject): StripeAccount {
  const settings = isJsonObject(body.settings) ? body.settings : {}
  const dashboard = isJsonObject(settings.dashboard) ? settings.dashboard : {}
  const profile = isJsonObject(body.business_profile) ? body.business_profile : {}
  return {
    id: String(body.id),
    name: text(dashboard.display_name) ?? text(profile.name),
    country: text(body.country),
  }
}

function permissionsMissing(missing: Permission[]): Refusal {
  const boxes = missing.map(({ box, access }) => `${box}: ${access}`).join(', ')
  return {
    code: 'permissions_missing',
    detail: `The key lacks ${missing.length === 1 ? 'a permission' : `${missing.length} permissions`}: ${boxes}. Edit the key in Stripe, tick what is missing, and connect again.`,
    errors: missing.map(({ name, box, access, why }) => ({
      pointer: '/api_key',
      code: name,
      message: `Set "${box}" to ${access}. ${why}`,
    })),
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
