import type { Mode } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Refusal } from './refusal.ts'

/** Restricted keys, keys of claimable sandboxes, and secret keys of test mode, which guard nothing real. */
const USABLE = /^(rk|rkcs|sk)_(test|live)_[A-Za-z0-9_]{8,}$/

/** Tells a key that can be asked from everything else that people paste; Stripe's prefixes name kind and mode. */
export function checkKeyShape(apiKey: string, mode: Mode): Result<null, Refusal> {
  const wrongKind = WRONG_KINDS.find(({ shape }) => shape.test(apiKey))
  if (wrongKind) return refuse('key_malformed', wrongKind.sentence)
  const keyMode = USABLE.exec(apiKey)?.[2]
  if (!keyMode) {
    return refuse(
      'key_malformed',
      `This is not a Stripe key: a restricted key begins with rk_${mode}_ and has no blanks. Copy it whole from Stripe.`,
    )
  }
  if (keyMode === mode) return ok(null)
  return refuse(
    'key_wrong_mode',
    `This key is for ${keyMode} mode, and this connection is the ${mode} one: switch to ${keyMode} mode here, or use a key that begins with rk_${mode}_.`,
  )
}

const WRONG_KINDS = [
  {
    shape: /^pk_/,
    sentence: 'This is a publishable key (pk_…), which can read nothing: make a restricted key (rk_…) instead.',
  },
  {
    shape: /^whsec_/,
    sentence:
      'This is a webhook signing secret (whsec_…): add it under "webhook only", or paste a restricted key (rk_…) here.',
  },
  {
    shape: /^sk_org_/,
    sentence:
      'This is an organization key (sk_org_…), which opens several Stripe accounts: make a restricted key (rk_…) in the one account that is meant.',
  },
  {
    shape: /^sk_live_/,
    sentence:
      'This is the secret key of the live account (sk_live_…), which may do everything: make a restricted key (rk_live_…) with only the permissions that are listed.',
  },
]

function refuse(code: 'key_malformed' | 'key_wrong_mode', detail: string): Result<null, Refusal> {
  return fail({ code, detail, errors: [{ pointer: '/api_key', code, message: detail }] })
}
