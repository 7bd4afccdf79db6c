import { type FieldKind, OPS_OF_KIND } from '../../../worker/domain/condition-fields.ts'
import type { Op } from '../../../worker/domain/segment.ts'

/** What a condition asks, as a person says it: `is_set` with false is an op of its own. */
export type Ask = Op | 'is_not_set'

/** A moment as it is chosen: a day, or so many days from now. */
export type MomentKind = 'days_ago' | 'days_ahead' | 'date'

const WORDS: Record<Ask, string> = {
  eq: 'is',
  neq: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  contains: 'contains',
  in: 'is one of',
  is_set: 'is set',
  is_not_set: 'is not set',
}

const MOMENT_WORDS: Partial<Record<Ask, string>> = {
  gt: 'is after',
  gte: 'is not before',
  lt: 'is before',
  lte: 'is not after',
}

/** Counted in days, a later moment is the smaller number of days ago. */
const DAYS_WORDS: Record<'days_ago' | 'days_ahead', Partial<Record<Ask, string>>> = {
  days_ago: { gt: WORDS.lt, gte: WORDS.lte, lt: WORDS.gt, lte: WORDS.gte },
  days_ahead: { gt: WORDS.gt, gte: WORDS.gte, lt: WORDS.lt, lte: WORDS.lte },
}

const LIST_WORDS: Partial<Record<Ask, string>> = { eq: 'contain', neq: 'do not contain', in: 'contain one of' }

/** `counted`: how a moment is told, which reads “is at most 30 days ago” or “is not before 1 May”. */
export function askWords(kind: FieldKind, ask: Ask, counted: MomentKind = 'date'): string {
  if (kind === 'list') return LIST_WORDS[ask] ?? WORDS[ask]
  if (kind !== 'moment') return WORDS[ask]
  return (counted === 'date' ? MOMENT_WORDS : DAYS_WORDS[counted])[ask] ?? WORDS[ask]
}

/** What can be asked of a field of this kind. `contains` of a list says the same as `eq` and is not offered twice. */
export function asksOf(kind: FieldKind): Ask[] {
  const ops = OPS_OF_KIND[kind].filter((op) => !(kind === 'list' && op === 'contains'))
  return [...ops, 'is_not_set']
}
