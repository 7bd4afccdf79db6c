import type { StoredCustomer } from './customer.ts'

const MAX_TERMS = 64
const MAX_TERM_CHARS = 200

export type TermKind = 'stage' | 'access' | 'status' | 'cus' | 'user' | 'plan' | 'package' | 'tag' | 'segment' | 'word'

/** Ids and words are as many as customers are: nobody asks how many have one. */
export const UNCOUNTED: readonly string[] = ['cus', 'user', 'word'] satisfies TermKind[]

/**
 * What a customer is found by: at most 64 terms of at most 200 characters, each once, always in the same order; where there
 * are more, words are the first to be left out. Without a stage or a subscription the term is `stage:` or `status:`.
 */
export function termsOf(customer: StoredCustomer): string[] {
  const terms = [
    termOf('stage', customer.stage ?? ''),
    termOf('access', customer.access.state),
    termOf('status', customer.subscription_status ?? ''),
    ...customer.stripe_customer_ids.map((id) => termOf('cus', id)),
    ...present(customer.user_id).map((id) => termOf('user', id)),
    ...[customer.plan?.price, customer.plan?.product].flatMap(present).map((id) => termOf('plan', id)),
    ...customer.packages.map((name) => termOf('package', name)),
    ...customer.tags.map((tag) => termOf('tag', tag)),
    ...customer.segments.map((id) => termOf('segment', id)),
    ...(customer.erased ? [] : wordsOf(customer)).map((word) => termOf('word', word)),
  ]
  return [...new Set(terms)].slice(0, MAX_TERMS)
}

export function termOf(kind: TermKind, value: string): string {
  return `${kind}:${value}`.slice(0, MAX_TERM_CHARS).toWellFormed()
}

/** The names that count a customer with these terms: `customers`, and the terms themselves but for ids and words. */
export function tallyTermsOf(terms: readonly string[]): string[] {
  if (terms.length === 0) return []
  return ['customers', ...terms.filter((term) => !UNCOUNTED.includes(term.slice(0, term.indexOf(':'))))]
}

/** As people type them: lower case, without quotes and backslashes, between which there are spaces. */
export function typedWords(text: string): string[] {
  const words = text.normalize('NFKC').toLowerCase().split(TYPED_APART)
  return [...new Set(words.filter((word) => word !== ''))]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is split at
const TYPED_APART = /[\s"\\\u0000-\u001f\u007f]+/u
const LETTERS_APART = /[^\p{L}\p{N}]+/u

/**
 * Words of the name, as written and split at what is no letter or digit; the e-mail and its domain. A search goes by the
 * beginning, so what only begins another word (the local part, say) is left out.
 */
function wordsOf({ name, email }: StoredCustomer): string[] {
  const named = typedWords(name ?? '').flatMap((word) => [word, ...word.split(LETTERS_APART)])
  const mailed = typedWords(email ?? '').flatMap((word) => [word, word.slice(word.lastIndexOf('@') + 1)])
  const words = [...new Set([...named, ...mailed])].filter((word) => word !== '').sort()
  return words.filter((word, at) => !words[at + 1]?.startsWith(word))
}

function present(value: string | null | undefined): string[] {
  return value ? [value] : []
}
