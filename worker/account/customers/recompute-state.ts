import { deleteMeta, readMeta, writeMeta } from '../meta.ts'

/** A recompute of everybody under way, as the object keeps it. */
export interface Recompute {
  jobId: string
  /**
   * First customers by number, then Stripe customers that are nobody's. `objects`: customers are made from what was held of
   * Stripe before there were any.
   */
  phase: 'objects' | 'customers' | 'unlinked'
  after: string
  /** Customers that the last step changed: D1 has them before the next one begins. */
  pending: string[]
  /** Customers that could not be derived; the log names them. */
  failed: number
}

export function readRecompute(sql: SqlStorage): Recompute | null {
  const text = readMeta(sql, 'recompute')
  return text ? (JSON.parse(text) as Recompute) : null
}

export function writeRecompute(sql: SqlStorage, recompute: Recompute | null): void {
  if (recompute) writeMeta(sql, 'recompute', JSON.stringify(recompute))
  else deleteMeta(sql, 'recompute')
}
