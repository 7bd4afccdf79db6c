import { expect, it } from 'vitest'
import { cancelNow } from '../../sandbox/core/actions/cancellation.ts'
import { changePlan } from '../../sandbox/core/actions/plan-change.ts'
import { makeEventHistory } from '../../sandbox/core/event-stream.ts'
import type { ObjectTable } from '../../sandbox/core/object-table.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { aSubscriber } from '../../sandbox/core/triggers/stage.ts'

const NOW = 1_795_200_000
/** Moves with each invoice, without an event of its own. */
const SILENT = 'next_invoice_sequence'

type Shown = Record<string, unknown> & { id: string }

function tablesOf(stripe: StripeSandbox): Record<string, ObjectTable<{ id: string }>> {
  return {
    charge: stripe.charges,
    customer: stripe.customers,
    invoice: stripe.invoices,
    subscription: stripe.subscriptions,
  }
}

function live(seed: number) {
  const { events, stripe } = makeEventHistory({ seed, customers: 30, events: 4_000, now: NOW })
  return { events, stripe, all: stripe.events.all() }
}

it.each([1, 2, 3])('shows with the latest event of an object the object as it is (seed %i)', (seed) => {
  const { stripe, all } = live(seed)
  for (const [kind, table] of Object.entries(tablesOf(stripe))) {
    const latest = new Map<string, Shown>()
    for (const event of all) {
      const object = event.data.object as unknown as Shown
      if (object.object === kind && object.id !== undefined) latest.set(object.id, object)
    }
    for (const [id, shown] of latest) {
      const stored = table.get(id)
      if (stored) expect({ ...shown, [SILENT]: null }).toEqual({ ...stored, [SILENT]: null })
    }
  }
})

it.each([1, 2, 3])('lets previous_attributes lead back to what the event before it showed (seed %i)', (seed) => {
  const shown = new Map<string, Shown>()
  for (const event of live(seed).all.filter((it) => it.type.startsWith('customer.subscription.'))) {
    const subscription = event.data.object as unknown as Shown
    const before = shown.get(subscription.id)
    if (before && event.type === 'customer.subscription.updated') {
      expect(restored(subscription, event.data.previous_attributes as object)).toEqual(before)
    }
    shown.set(subscription.id, subscription)
  }
})

it('never dates what happens to an object later before what happened to it earlier, also within one second', () => {
  const stripe = new StripeSandbox({ seed: 4, now: NOW })
  const { price, subscription } = aSubscriber(stripe)
  const seen: number[] = []
  stripe.onEvent(({ event }) => {
    if ((event.data.object as { id?: string }).id === subscription.id) seen.push(event.created)
  })
  changePlan(stripe, subscription.id, { price: price.id, quantity: 3, proration: 'always_invoice' })
  cancelNow(stripe, subscription.id)
  expect(seen).toEqual([NOW + 1, NOW + 1])
})

function restored(after: object, previous: object): object {
  const result: Record<string, unknown> = { ...after }
  for (const [key, old] of Object.entries(previous)) {
    const now = result[key]
    result[key] = isHash(old) && isHash(now) ? restored(now, old) : old
    // An attribute that was not there before is told as null.
    if (old === null && key === 'status_details') delete result[key]
  }
  return result
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('data' in value)
}
