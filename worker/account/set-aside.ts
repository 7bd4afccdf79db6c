import { describeError } from '../log.ts'
import { objectTypeOf } from '../stripe/sighting.ts'
import { markDirty } from './customers/dirty.ts'
import { readRecompute, writeRecompute } from './customers/recompute-state.ts'
import { recordFailure } from './decisions.ts'
import { requestProjection } from './inbox.ts'
import type { Flush } from './projection.ts'
import type { Refused } from './refusals.ts'

/**
 * After the flush was committed: an event that D1 does not take is parked, and so are those whose object it does not
 * take. Anything else stays away from D1 until it changes again. Answers what to call them in the log.
 */
export function setAside(sql: SqlStorage, flush: Flush, refused: readonly Refused[]): string[] {
  return refused.flatMap(({ row, error }) => {
    const why = `The read model refused it: ${describeError(error)}`
    for (const { seq } of row.events) {
      recordFailure(sql, seq, 'parked', why)
      sql.exec('DELETE FROM reprojections WHERE seq = ?1', seq)
    }
    for (const { objectType, objectId } of row.objects)
      for (const { seq, type, stripeObjectId } of flush.events) {
        if (stripeObjectId !== objectId || objectTypeOf(type) !== objectType) continue
        recordFailure(sql, seq, 'parked', why)
        requestProjection(sql, seq)
      }
    return namesOf(row)
  })
}

/** So that what a recompute changed can leave little by little too. */
export function spreadPending(sql: SqlStorage): void {
  const recompute = readRecompute(sql)
  if (!recompute || recompute.pending.length === 0) return
  markDirty(
    sql,
    recompute.pending.map((id) => ({ kind: 'customer', id })),
  )
  writeRecompute(sql, { ...recompute, pending: [] })
}

function namesOf(row: Refused['row']): string[] {
  return [
    ...row.events.map(({ id }) => id),
    ...row.objects.map(({ objectType, objectId }) => `${objectType} ${objectId}`),
    ...row.jobs.map(({ id }) => `job ${id}`),
    ...row.priceUses.map(({ price }) => `uses of ${price}`),
    ...row.customers.map(({ id }) => `customer ${id}`),
    ...row.unmatched.map(({ stripeCustomerId }) => `unmatched ${stripeCustomerId}`),
    ...row.pages.map(({ customerId, page }) => `page ${page} of ${customerId}`),
    ...row.movements.map(({ seq }) => `movement ${seq}`),
    ...row.tallies.map(({ name }) => `tally ${name}`),
    ...row.rules.map(({ rev }) => `settings ${rev}`),
  ]
}
