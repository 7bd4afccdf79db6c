import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Bench } from './derive.ts'

const MAX_HOPS = 20

/** One that was merged answers as the one it ended in. */
export function living({ ws }: Pick<Bench, 'ws'>, id: string): CustomerRecord | null {
  for (let record = ws.customer(id), hops = 0; record && hops < MAX_HOPS; hops += 1) {
    if (record.mergedInto === null) return record
    record = ws.customer(record.mergedInto)
  }
  return null
}
