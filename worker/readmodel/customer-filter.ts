import { termOf, typedWords } from '../domain/customer-terms.ts'

export const CUSTOMER_SORTS = ['created', '-mrr', 'mrr', 'renewal_date', '-renewal_date'] as const
export type CustomerSort = (typeof CUSTOMER_SORTS)[number]

/** Which customers are meant; what is left out does not restrict. All conditions must hold. */
export interface CustomerFilter {
  /**
   * Words with spaces or quotes between: each must begin the e-mail address, its domain or a word of the name, in either
   * case, or be exactly the customer's id, one of its Stripe customer ids or the account's own id. Eight words count at
   * most, the longest ones.
   */
  q?: string | undefined
  /** `none` means those without a stage. */
  stage?: string | undefined
  access?: string | undefined
  /** `none` means those without a subscription. */
  status?: string | undefined
  /** A segment's id. */
  segment?: string | undefined
  tag?: string | undefined
  package?: string | undefined
  /** A price or product id. */
  plan?: string | undefined
  /** Renewal at `from` or later and before `before`, in seconds. */
  renewing?: { from: number; before: number } | undefined
  /**
   * `created` is newest first; customers without the value come last in the others. Left out: by what matches where there
   * is a `q`, by renewal date where `renewing` is given, newest first otherwise – the orders that cost least.
   */
  sort?: CustomerSort | undefined
}

/** A word as typed: the beginning of what `termsOf` names `word:`, or an id. */
export interface TypedWord {
  /** Terms from `prefix` to before `end` begin with it. */
  prefix: string
  end: string
  /** Terms of a Stripe customer's or the account's own id. */
  ids: [string, string]
  customerId: string
}

/** A filter as it is looked up. */
export interface Search {
  order: 'created' | 'match' | { by: 'mrr' | 'renewal_at'; descending: boolean }
  /** Terms that a customer must have. */
  terms: string[]
  /** Words of which each must match; the first gives the order `match`, and is the same for every page. */
  words: TypedWord[]
  renewing: { from: number; before: number } | null
}

const MAX_WORDS = 8
const BY_TERM = ['stage', 'access', 'status', 'segment', 'tag', 'package', 'plan'] as const

export function searchOf(filter: CustomerFilter): Search {
  const words = wordsOf(filter.q ?? '')
  return {
    order: orderOf(filter, words.length > 0),
    terms: BY_TERM.flatMap((kind) => {
      const value = filter[kind]
      if (value === undefined) return []
      const isNone = value === 'none' && (kind === 'stage' || kind === 'status')
      return termOf(kind, isNone ? '' : value)
    }),
    words,
    renewing: filter.renewing ?? null,
  }
}

function wordsOf(q: string): TypedWord[] {
  const words = q.split(/\s+/).flatMap((typed) =>
    typedWords(typed).map(
      (word): TypedWord => ({
        prefix: termOf('word', word),
        end: `${termOf('word', word)}\u{10ffff}`,
        ids: [termOf('cus', typed), termOf('user', typed)],
        customerId: typed,
      }),
    ),
  )
  const different = [...new Map(words.map((word) => [`${word.prefix} ${word.customerId}`, word])).values()]
  return different
    .sort((a, b) => b.prefix.length - a.prefix.length || (a.prefix < b.prefix ? -1 : 1))
    .slice(0, MAX_WORDS)
}

function orderOf({ sort, renewing }: CustomerFilter, hasWords: boolean): Search['order'] {
  const byDefault = hasWords ? 'match' : renewing ? 'renewal_date' : 'created'
  const chosen = sort ?? byDefault
  if (chosen === 'created' || chosen === 'match') return chosen
  return { by: chosen.endsWith('mrr') ? 'mrr' : 'renewal_at', descending: chosen.startsWith('-') }
}
