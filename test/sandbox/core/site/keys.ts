import type { Random } from '../random.ts'
import { StripeProblem } from '../stripe-problem.ts'
import { type Grant, isPermission } from './permissions.ts'

export const MODES = ['test', 'live'] as const
export type Mode = (typeof MODES)[number]

/** A secret or restricted key, or the access token of an app, which is used like one. */
export interface ApiKey {
  key: string
  account: string
  mode: Mode
  grant: Grant
  revoked: boolean
  expired: boolean
  /** Seconds of the sandbox clock; null for a key that stays. */
  expiresAt: number | null
  /** The app that the token was given to; null for the account's own keys. */
  clientId: string | null
}

/** All keys of all Stripe accounts, revoked ones included. */
export class KeyRing {
  private readonly keys = new Map<string, ApiKey>()

  add(fields: Pick<ApiKey, 'key' | 'account' | 'mode' | 'grant'> & Partial<ApiKey>): ApiKey {
    const key = { revoked: false, expired: false, expiresAt: null, clientId: null, ...fields }
    this.keys.set(key.key, key)
    return key
  }

  /** A fresh restricted key. Throws for a permission that Stripe does not have. */
  restricted(random: Random, fields: Pick<ApiKey, 'account' | 'mode' | 'grant'>): ApiKey {
    checkGrant(fields.grant)
    return this.add({ ...fields, key: `rk_${fields.mode}_${random.chars(48)}` })
  }

  change(text: string, patch: { grant?: Grant; revoked?: boolean; expired?: boolean }): ApiKey {
    const known = this.keys.get(text)
    if (!known) throw new StripeProblem(404, 'The sandbox has no such key.')
    if (patch.grant) checkGrant(patch.grant)
    return this.add({ ...known, ...patch })
  }

  /** The key that a request carries, if it still opens anything at that second; else Stripe's 401. */
  authenticate(header: string | undefined, now: number): ApiKey {
    const text = keyIn(header)
    if (text === null) {
      throw new StripeProblem(
        401,
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      )
    }
    if (text.startsWith('pk_')) {
      const message =
        'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.'
      throw new StripeProblem(401, message, { code: 'secret_key_required' })
    }
    const known = this.keys.get(text)
    if (known && (known.expired || (known.expiresAt !== null && known.expiresAt <= now))) {
      throw new StripeProblem(401, `Expired API Key provided: ${masked(text)}`, { code: 'api_key_expired' })
    }
    if (!known || known.revoked) throw new StripeProblem(401, `Invalid API Key provided: ${masked(text)}`)
    return known
  }

  /** What an app was given ends with its installation. */
  revokeTokens(account: string, mode: Mode, clientId: string): void {
    for (const key of this.keys.values()) {
      if (key.account === account && key.mode === mode && key.clientId === clientId) key.revoked = true
    }
  }

  all(): ApiKey[] {
    return [...this.keys.values()]
  }
}

/** From `Authorization: Bearer …`, or Basic with the key as the user name. */
export function keyIn(header: string | undefined): string | null {
  const [, scheme, credentials] = /^(Bearer|Basic) (.+)$/i.exec(header ?? '') ?? []
  if (!scheme || !credentials) return null
  if (scheme.toLowerCase() === 'bearer') return credentials
  try {
    return atob(credentials).split(':')[0] || null
  } catch {
    return null
  }
}

/** As Stripe shows keys: the kind and the last four characters. */
export function masked(key: string): string {
  const kind = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? ''
  return `${kind}${'*'.repeat(8)}${key.slice(-4)}`
}

function checkGrant(grant: Grant): void {
  const unknown = typeof grant === 'string' ? undefined : grant.find((name) => !isPermission(name))
  if (unknown !== undefined) throw new StripeProblem(422, `The sandbox knows no permission ${unknown}.`)
}
