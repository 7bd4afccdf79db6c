import type { BulkSeed } from './bulk/bulk-seed.ts'
import { addBulk } from './bulk/bulk-world.ts'
import type { EventRecord } from './event-log.ts'
import type { ObjectTable, TableSnapshot } from './object-table.ts'
import type { RandomState } from './random.ts'
import { type SandboxAccount, StripeSandbox } from './sandbox.ts'
import type { Task } from './task-queue.ts'

const TABLES = [
  'products',
  'prices',
  'customers',
  'paymentMethods',
  'subscriptions',
  'invoices',
  'invoiceItems',
  'invoicePayments',
  'paymentIntents',
  'charges',
  'refunds',
  'disputes',
  'coupons',
  'discounts',
  'checkoutSessions',
  'features',
  'endpoints',
] as const
const MAPS = [
  'entitlements',
  'tiers',
  'hidden',
  'cards',
  'paymentOfInvoice',
  'invoiceOfIntent',
  'pendingItems',
  'lastChargeOf',
  'subscriptionsOf',
  'lastEventOf',
  'outstanding',
  'failedNotices',
  'demoPrices',
] as const

/** A sandbox as JSON, so that it can go on after a restart. */
export interface SandboxSnapshot {
  format: 2
  livemode: boolean
  account: SandboxAccount
  time: number
  random: RandomState
  idCount: number
  bulk: readonly BulkSeed[]
  tables: Record<string, TableSnapshot>
  maps: Record<string, [string, unknown][]>
  tasks: readonly Task[]
  events: readonly EventRecord[]
}

/** Only the latest events are kept: after a flood they would outweigh all else. */
const EVENTS_KEPT = 10_000

type AnyTable = ObjectTable<{ id: string }>

export function takeSnapshot(stripe: StripeSandbox): SandboxSnapshot {
  return {
    format: 2,
    livemode: stripe.livemode,
    account: stripe.account,
    time: stripe.now(),
    random: stripe.random.state(),
    idCount: stripe.idCount,
    bulk: stripe.bulk,
    tables: Object.fromEntries(TABLES.map((name) => [name, (stripe[name] as AnyTable).snapshot()])),
    maps: Object.fromEntries(MAPS.map((name) => [name, [...(stripe[name] as Map<string, unknown>)]])),
    tasks: stripe.tasks.all(),
    events: stripe.events.allRecords().slice(-EVENTS_KEPT),
  }
}

/** Throws when the snapshot is of another format. */
export function restoreSnapshot(snapshot: SandboxSnapshot): StripeSandbox {
  if (snapshot.format !== 2) throw new Error('This sandbox was saved by another version of Billhook.')
  const { account, livemode, random, time } = snapshot
  const stripe = new StripeSandbox({ seed: random, now: time, livemode, account })
  for (const seed of snapshot.bulk) {
    addBulk(stripe, seed)
    stripe.bulk.push(seed)
  }
  for (const name of TABLES) {
    const table = snapshot.tables[name]
    if (table) (stripe[name] as AnyTable).restore(table)
  }
  for (const name of MAPS) {
    const map = stripe[name] as Map<string, unknown>
    for (const [key, value] of snapshot.maps[name] ?? []) map.set(key, value)
  }
  for (const task of snapshot.tasks) stripe.tasks.add(task)
  for (const record of snapshot.events) stripe.events.add(record)
  stripe.restoreChance(random, snapshot.idCount)
  return stripe
}
