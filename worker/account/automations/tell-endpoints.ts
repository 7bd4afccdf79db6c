import type { StoredCustomer } from '../../domain/customer.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import type { Change } from '../../domain/event.ts'
import { buildHook } from '../../domain/hook/build-hook.ts'
import { hookCustomer } from '../../domain/hook/hook-customer.ts'
import { isWanted } from '../../domain/hook/hook-events.ts'
import { type HookOf, hooksOfChange } from '../../domain/hook/hooks-of-change.ts'
import { type Mode, parseTenantName } from '../../domain/ids.ts'
import { isoOfMs } from '../../domain/times.ts'
import type { Cause } from '../customers/cause.ts'
import { UPGRADE } from '../customers/cause.ts'
import type { Bench } from '../customers/derive.ts'
import { readMeta } from '../meta.ts'
import { deliver } from './deliver.ts'

/**
 * Tells endpoints of a customer that changed, whatever made it change: they keep a copy, and a copy that misses a change
 * stays wrong. Only an import tells nothing: it is the state to begin with, which the API lists.
 */
export function tellEndpoints(
  bench: Bench,
  before: StoredCustomer | null,
  after: StoredCustomer,
  changes: readonly Change[],
  cause: Cause,
): void {
  const { ws, rules } = bench
  if (changes.length === 0 || ws.acts.endpoints().length === 0) return
  if (isBeginning(cause)) return
  const segmentName = (id: string): string => rules.segments.find((segment) => segment.id === id)?.name ?? id
  for (const hook of hooksOfChange(before, after, changes, { mode: modeOf(bench), segmentName }))
    tellAll(bench, hook, after.id)
}

/** Another customer is part of this one now; one that endpoints never heard of is not told. */
export function tellMerged(bench: Bench, into: StoredCustomer | null, from: StoredCustomer | null, cause: Cause): void {
  if (!into || !from || isBeginning(cause)) return
  const data = { mode: modeOf(bench), customer: hookCustomer(into), merged_customer_id: from.id }
  tellAll(bench, { type: 'customer.merged', data }, into.id)
}

/** Personal data was erased: whoever keeps a copy deletes it. */
export function tellDeleted(bench: Bench, { id, external_id, user_id }: StoredCustomer): void {
  const data = { mode: modeOf(bench), customer: { id, external_id, user_id } }
  tellAll(bench, { type: 'customer.deleted', data }, id)
}

function isBeginning(cause: Cause): boolean {
  return cause.kind === 'snapshot' && (cause.source === 'import' || cause.source === UPGRADE)
}

function tellAll(bench: Bench, hook: HookOf, customerId: string): void {
  for (const endpoint of bench.ws.acts.endpoints())
    if (isWanted(hook.type, endpoint.events)) tellEndpoint(bench, endpoint, hook, customerId)
}

/** What a disabled endpoint misses is kept, for whoever lets it recover. */
function tellEndpoint(bench: Bench, { id, url, status }: Endpoint, { type, data }: HookOf, customerId: string): void {
  const { body } = buildHook(type, isoOfMs(bench.nowMs), data)
  const missed = { status: 'skipped' as const, code: 'endpoint_disabled', endedAtMs: bench.nowMs }
  const reason = 'The endpoint was disabled; recover sends it once it is enabled.'
  deliver(bench, {
    ...{ channel: 'webhook', kind: 'change', endpoint: id, to: url, customerId, type, body },
    ...(status === 'disabled' ? { ...missed, reason } : {}),
  })
}

export function modeOf({ ws }: Bench): Mode {
  return parseTenantName(readMeta(ws.sql, 'tenant') ?? '')?.mode ?? 'live'
}
