import type { CustomerRecord } from '../../domain/customer-record.ts'
import { isoOfSeconds } from '../../domain/times.ts'
import { noteLinked } from '../decisions.ts'
import type { Bench } from './derive.ts'
import type { Waiting } from './rows.ts'
import { withEntries } from './timeline.ts'

/** Events that waited for a customer are part of its history now; what they say is in what is held already. */
export function releaseEvents({ ws }: Bench, record: CustomerRecord, events: Waiting['events']): CustomerRecord {
  let told = record
  for (const { seq, id, type, at } of events) {
    noteLinked(ws.sql, seq, record.id, `Linked to customer ${record.id} later, and taken into account then.`)
    told = withEntries(ws, told, [{ kind: 'event', at: isoOfSeconds(at), event: id, type }])
  }
  return told
}
