import type { StoredCustomer } from '../customer.ts'
import type { Change } from '../event.ts'
import type { Mode } from '../ids.ts'
import { hookCustomer } from './hook-customer.ts'
import type { HookDataOf, HookEventType } from './hook-events.ts'

/** A webhook to be sent to whoever asked for its type. */
export type HookOf = { [T in HookEventType]: { type: T; data: HookDataOf[T] } }[HookEventType]

/** What endpoints are told of a customer that changed: that it did, and what of the rest they may have asked for. */
export function hooksOfChange(
  before: StoredCustomer | null,
  after: StoredCustomer,
  changes: readonly Change[],
  around: { mode: Mode; segmentName: (id: string) => string },
): HookOf[] {
  const base = { mode: around.mode, customer: hookCustomer(after) }
  const segment = (id: string) => ({ ...base, segment: { id, name: around.segmentName(id) } })
  const { added, removed } = differences(before?.packages ?? [], after.packages)
  const segments = differences(before?.segments ?? [], after.segments)
  const stage = { from: before?.stage ?? null, to: after.stage }
  const access = { from: before?.access.state ?? ('none' as const), to: after.access.state }
  const told = changes.map(({ field, from, to }) => ({ field, from, to }))
  return [
    ...(before === null ? [{ type: 'customer.created' as const, data: base }] : []),
    ...(before !== null && told.length > 0
      ? [{ type: 'customer.updated' as const, data: { ...base, changes: told } }]
      : []),
    ...(stage.from === stage.to ? [] : [{ type: 'customer.stage_changed' as const, data: { ...base, ...stage } }]),
    ...(access.from === access.to ? [] : [{ type: 'customer.access_changed' as const, data: { ...base, ...access } }]),
    ...(added.length + removed.length === 0
      ? []
      : [{ type: 'customer.packages_changed' as const, data: { ...base, added, removed } }]),
    ...segments.added.map((id) => ({ type: 'customer.segment_entered' as const, data: segment(id) })),
    ...segments.removed.map((id) => ({ type: 'customer.segment_left' as const, data: segment(id) })),
  ]
}

function differences(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  return {
    added: after.filter((one) => !before.includes(one)),
    removed: before.filter((one) => !after.includes(one)),
  }
}
