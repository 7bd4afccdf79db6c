import { readMetaNumber } from '../meta.ts'
import { dirtyRules } from '../rules.ts'
import { readRecompute } from './recompute-state.ts'
import { hasDirtyTallies } from './tallies.ts'

/** Something about customers is decided that D1 has not got yet, or is to be decided still. */
export function hasCustomerWork(sql: SqlStorage): boolean {
  return (
    readRecompute(sql) !== null ||
    dirtyRules(sql) !== null ||
    hasDirtyTallies(sql) ||
    sql
      .exec(
        'SELECT 1 FROM dirty UNION ALL SELECT 1 FROM movements WHERE seq > ?1 LIMIT 1',
        readMetaNumber(sql, 'movement_projected_seq'),
      )
      .toArray().length > 0
  )
}
