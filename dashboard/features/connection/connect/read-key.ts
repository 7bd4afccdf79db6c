import type { Mode } from '../../../../worker/domain/ids.ts'

/** What a pasted text is, told by its beginning alone: nothing of it leaves the browser for that. */
export type ReadKey = { kind: 'key'; mode: Mode } | { kind: 'not_a_key'; problem: string }

const PREFIX = /^(rk|rkcs|sk|pk)_(test|live)_/
const BEGINNINGS = [
  'rk_test_',
  'rk_live_',
  'rkcs_test_',
  'rkcs_live_',
  'sk_test_',
  'sk_live_',
  'pk_',
  'sk_org_',
  'whsec_',
]

/** Null while there is too little to tell: what is there may yet become one of the known beginnings. */
export function readKey(input: string): ReadKey | null {
  const text = input.trim()
  if (BEGINNINGS.some((beginning) => text.length < beginning.length && beginning.startsWith(text))) return null
  if (text.startsWith('whsec_'))
    return {
      kind: 'not_a_key',
      problem: 'This is a webhook signing secret. Choose “Webhook only” for it, or paste a restricted key.',
    }
  if (text.startsWith('sk_org_'))
    return {
      kind: 'not_a_key',
      problem:
        'This is an organisation key, which opens more than one account. Make a restricted key (rk_…) in the account itself.',
    }
  const [, type, mode] = PREFIX.exec(text) ?? []
  if (type === 'pk')
    return {
      kind: 'not_a_key',
      problem: 'This is a publishable key, which can read nothing. Paste a restricted key (rk_…).',
    }
  if (type === 'sk' && mode === 'live')
    return {
      kind: 'not_a_key',
      problem:
        'This secret key may do everything in your live account. Billhook takes a restricted key (rk_live_…) only.',
    }
  if (!type) return { kind: 'not_a_key', problem: 'A restricted key starts with rk_test_ or rk_live_.' }
  return { kind: 'key', mode: mode as Mode }
}
