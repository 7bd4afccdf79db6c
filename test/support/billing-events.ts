import { isJsonObject, type JsonObject } from '../../worker/domain/json.ts'
import { NOW } from './billing.ts'

/** Three shapes that Stripe has given the same objects; the first is what factories make. */
export const VERSIONS = ['2026-10-28.endive', '2025-02-24.acacia', '2022-11-15'] as const
export type Version = (typeof VERSIONS)[number]

export interface EventSeed {
  id?: string
  /** Stripe's second; now unless told otherwise. */
  at?: number
  previous?: JsonObject
  version?: Version
  livemode?: boolean
  account?: string
}

export interface StripeEvent extends JsonObject {
  id: string
  type: string
  created: number
}

let events = 0

/** An event as an endpoint of that API version gets it. */
export function event(type: string, object: JsonObject, seed: EventSeed = {}): StripeEvent {
  events += 1
  const version = seed.version ?? VERSIONS[0]
  const previous = seed.previous && { previous_attributes: inShape(seed.previous, version, object.object) }
  return {
    id: seed.id ?? `evt_${type.replaceAll('.', '_')}_${events}`,
    object: 'event',
    type,
    created: seed.at ?? NOW,
    livemode: seed.livemode ?? false,
    api_version: version,
    pending_webhooks: 1,
    request: null,
    ...(seed.account && { account: seed.account }),
    data: { object: inShape(object, version, object.object), ...previous },
  }
}

/** Moves to their older places what 2025-03-31.basil moved: the period of items, and whose invoice it is. */
function inShape(object: JsonObject, version: Version, kind: unknown): JsonObject {
  if (version === VERSIONS[0]) return kind === 'charge' ? newerCharge(object) : object
  if (kind === 'subscription') return olderSubscription(object)
  return kind === 'invoice' ? olderInvoice(object) : object
}

function olderSubscription({ status_details: _, discounts, ...object }: JsonObject): JsonObject {
  const items = isJsonObject(object.items) && Array.isArray(object.items.data) ? object.items.data : null
  if (!items) return object
  const ends = items.map((item: JsonObject) => Number(item.current_period_end))
  const starts = items.map((item: JsonObject) => Number(item.current_period_start))
  const older = items.map(({ current_period_end: _end, current_period_start: _start, ...item }: JsonObject) => item)
  return {
    ...object,
    current_period_end: Math.max(...ends),
    current_period_start: Math.min(...starts),
    discount: Array.isArray(discounts) ? (discounts[0] ?? null) : null,
    items: { ...(object.items as JsonObject), data: older },
  }
}

/** It names its invoice no more. */
function newerCharge({ invoice: _, ...object }: JsonObject): JsonObject {
  return object
}

function olderInvoice({ parent, ...object }: JsonObject): JsonObject {
  const details = isJsonObject(parent) && isJsonObject(parent.subscription_details) ? parent.subscription_details : {}
  return { ...object, paid: object.status === 'paid', subscription: details.subscription ?? null }
}
