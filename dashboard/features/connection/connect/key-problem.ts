import type { Mode } from '../../../../worker/domain/ids.ts'
import { ApiError } from '../../../lib/api-error.ts'
import type { ConnectionWays } from '../../../lib/api-types.ts'
import { stripePage } from '../../../lib/stripe-page.ts'

/** What connecting by key asks of Stripe, in this order. */
export const KEY_CHECKS = [
  { name: 'A key of this mode', fails: ['key_malformed', 'key_wrong_mode'] },
  { name: 'Stripe accepts it', fails: ['key_refused'] },
  { name: 'It has every permission', fails: ['permissions_missing'] },
  { name: 'The Stripe account fits', fails: ['stripe_account_differs', 'stripe_account_taken'] },
  { name: 'Webhook endpoint registered', fails: ['webhook_endpoint_limit', 'webhook_url_refused'] },
] as const

export type CheckState = 'passed' | 'failed' | 'open'

/** How far the checks came, by the problem that ended them; null where it does not tell. */
export function checkStates(error: unknown): CheckState[] | null {
  const code = codeOf(error)
  const at = KEY_CHECKS.findIndex(({ fails }) => (fails as readonly string[]).includes(code))
  if (at < 0) return null
  return KEY_CHECKS.map((_, index) => (index < at ? 'passed' : index === at ? 'failed' : 'open'))
}

export interface KeyProblem {
  title: string
  detail: string
  /** The one thing to do about it besides trying again. */
  action: { type: 'switch_mode' } | { type: 'open'; label: string; url: string } | null
}

const TITLES: Record<string, string> = {
  key_malformed: 'This is not a restricted key',
  key_wrong_mode: 'This key is of the other mode',
  key_refused: 'Stripe does not accept this key',
  stripe_account_taken: 'This Stripe account is connected elsewhere',
  webhook_endpoint_limit: 'Your Stripe account has no room for another webhook endpoint',
  webhook_url_refused: 'Stripe refuses the address of this deployment',
  stripe_unavailable: 'Stripe does not answer right now',
  stripe_refused: 'Stripe refused',
  connection_changed: 'The connection was changed meanwhile',
}

/** Why connecting by key did not work and what to do, in the reader's words. */
export function keyProblem(error: unknown, mode: Mode): KeyProblem {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : 'An unexpected error.'
  return { title: titleOf(error, code), detail, action: actionOf(code, mode) }
}

function titleOf(error: unknown, code: string): string {
  if (error instanceof ApiError && code === 'permissions_missing')
    return `The key lacks ${error.fields.length > 1 ? `${error.fields.length} permissions` : 'a permission'}`
  return TITLES[code] ?? 'Connecting did not work'
}

function actionOf(code: string, mode: Mode): KeyProblem['action'] {
  switch (code) {
    case 'key_wrong_mode':
      return { type: 'switch_mode' }
    case 'key_refused':
    case 'permissions_missing':
      return { type: 'open', label: 'Open your keys in Stripe', url: stripePage('apikeys', mode) }
    case 'webhook_endpoint_limit':
      return { type: 'open', label: 'Delete an endpoint in Stripe', url: stripePage('webhooks', mode) }
    default:
      return null
  }
}

export interface MissingPermission {
  name: string
  /** The box in Stripe's dashboard; null where only Stripe's own name is known. */
  box: string | null
  access: string
  why: string
}

/** Each permission that the key lacks, with the box to tick. */
export function missingPermissions(error: unknown, ways: ConnectionWays | undefined): MissingPermission[] {
  if (!(error instanceof ApiError) || error.code !== 'permissions_missing') return []
  return error.fields.map(({ code, message }) => {
    const known = ways?.restricted_key.permissions.find(({ name }) => name === code)
    return known
      ? { name: code, box: known.box, access: known.access, why: known.why }
      : { name: code, box: null, access: '', why: message }
  })
}

export interface AccountChange {
  current: string
  next: string
}

/** The two Stripe accounts between which a person has to decide, or null where that is not the problem. */
export function accountChange(error: unknown): AccountChange | null {
  if (!(error instanceof ApiError) || error.code !== 'stripe_account_differs') return null
  const { current_stripe_account: current, new_stripe_account: next } = error.members
  if (typeof current !== 'string' || typeof next !== 'string') return null
  return { current, next }
}

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : 'unknown'
}
