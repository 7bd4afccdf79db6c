import type { Bench } from './derive.ts'
import { rederive } from './derive.ts'

/** A moment has come that was set when the customer was derived last. */
export function deriveDue(bench: Bench, id: string): void {
  const record = bench.ws.customer(id)
  if (record) rederive(bench, record, { kind: 'due' }, { covered: false, isChanged: true })
}
