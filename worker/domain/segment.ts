/** A segment: a condition over customer values. All of its conditions must hold. */
export interface Segment {
  id: string
  name: string
  conditions: Condition[]
  /** ms */
  createdAtMs: number
}

export const OPS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains', 'in', 'is_set'] as const
export type Op = (typeof OPS)[number]

export interface Condition {
  field: string
  op: Op
  value: ConditionValue
}

/** A moment may be told from now: `{days_ago: 30}` or `{days_ahead: 7}`. */
export type ConditionValue =
  | string
  | number
  | boolean
  | null
  | (string | number)[]
  | { days_ago: number }
  | { days_ahead: number }
