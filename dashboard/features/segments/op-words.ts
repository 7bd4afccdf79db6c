import { type FieldKind, OPS_OF_KIND } from '../../../worker/domain/condition-fields.ts'
import type { Op } from '../../../worker/domain/segment.ts'

/** What a condition asks, as a person says it: `is_set` with false is an op of its own. */
export type Ask = Op | 'is_not_set'

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

const LIST_WORDS: Partial<Record<Ask, string>> = { eq: 'contain', neq: 'do not contain', in: 'contain one of' }

export function askWords(kind: FieldKind, ask: Ask): string {
  const special = kind === 'moment' ? MOMENT_WORDS[ask] : kind === 'list' ? LIST_WORDS[ask] : undefined
  return special ?? WORDS[ask]
}

/** What can be asked of a field of this kind. `contains` of a list says the same as `eq` and is not offered twice. */
export function asksOf(kind: FieldKind): Ask[] {
  const ops = OPS_OF_KIND[kind].filter((op) => !(kind === 'list' && op === 'contains'))
  return [...ops, 'is_not_set']
}
