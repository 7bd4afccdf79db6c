import type { Movement, TimelineEntry } from '../../domain/customer.ts'
import { type CustomerRecord, type KeyKind, keysOf } from '../../domain/customer-record.ts'
import type { Held } from '../../domain/ordering.ts'
import type { PriceUse } from '../../domain/price-use.ts'
import type { ObjectRef, ObjectType } from '../../domain/stripe-object.ts'
import { Acts } from '../automations/acts.ts'
import { readMetaNumber, writeMeta } from '../meta.ts'
import { type HeldObject, readObject, writeObject } from '../objects.ts'
import { addUses } from '../price-uses.ts'
import { markDirty } from './dirty.ts'
import { joinKey, splitKey } from './joined-key.ts'
import { Layered } from './layered.ts'
import {
  addKey,
  addWait,
  listWaiting,
  type PayerLink,
  readCustomerRow,
  readKey,
  readLinkRow,
  readPage,
  removeKey,
  takeWaits,
  writeCustomerRow,
  writeLinkRow,
  writePage,
} from './rows.ts'
import { addToTallies } from './tallies.ts'

/**
 * All that a turn reads and changes of Stripe's objects and of customers. Each input's changes are kept or dropped as a
 * whole; `flush` writes what all of them came to, each row once.
 */
export class Workspace {
  readonly sql: SqlStorage
  readonly acts: Acts
  readonly #objects: Layered<HeldObject>
  readonly #customers: Layered<CustomerRecord>
  readonly #links: Layered<PayerLink>
  readonly #keys: Layered<string[]>
  readonly #pages: Layered<TimelineEntry[]>
  readonly #waiting = new Set<string>()
  #later: (() => void)[] = []
  readonly #numbers = new Map<'customer_number' | 'unmatched_number', number>()
  readonly #uses = new Map<string, { product: string | null; delta: number }>()
  readonly #tallies = new Map<string, { n: number; times: number }>()
  readonly #movements: (Movement & { customerId: string })[] = []
  readonly #dirty = new Set<string>()
  readonly #keysBefore = new Map<string, { kind: string; value: string }[]>()

  constructor(sql: SqlStorage) {
    this.sql = sql
    this.acts = new Acts(sql)
    this.#objects = new Layered((key) => readObject(sql, ...splitKey<ObjectType>(key)))
    this.#customers = new Layered((id) => this.#loadCustomer(id))
    this.#links = new Layered((id) => readLinkRow(sql, id))
    this.#keys = new Layered((key) => readKey(sql, ...splitKey(key)))
    this.#pages = new Layered((key) => readPage(sql, ...splitKey(key)))
  }

  object(objectType: ObjectType, objectId: string): HeldObject | null {
    return this.#objects.get(joinKey(objectType, objectId))
  }

  putObject({ objectType, objectId, winner, contenders }: Held & ObjectRef): void {
    const rivals = contenders.map(({ key }) => key).filter((key) => key !== winner.key)
    const rev = this.object(objectType, objectId)?.rev ?? 0
    this.#objects.set(joinKey(objectType, objectId), { objectType, objectId, rev, winner, rivals })
  }

  customer(id: string): CustomerRecord | null {
    return this.#customers.get(id)
  }

  /** `covered`: the input that is decided now leads to this customer again; else its change is written down. */
  putCustomer(record: CustomerRecord, covered: boolean): void {
    const before = this.customer(record.id)
    for (const { kind, value } of before ? keysOf(before) : []) this.#removeKey(kind, value, record.id)
    for (const { kind, value } of keysOf(record)) this.#addKey(kind, value, record.id)
    this.#customers.set(record.id, record)
    if (!covered) this.markDirty('customer', record.id)
  }

  link(stripeCustomerId: string): PayerLink | null {
    return this.#links.get(stripeCustomerId)
  }

  putLink(link: PayerLink): void {
    const before = this.link(link.stripeCustomerId)
    this.#links.set(link.stripeCustomerId, link)
    if (link.state === 'waiting' || before?.state === 'waiting') this.markDirty('payer', link.stripeCustomerId)
    if (link.state === 'waiting') this.#waiting.add(link.stripeCustomerId)
  }

  /** Stripe customers that wait for a person: up to `limit` of those before this turn, and all that this turn has met. */
  waiting(limit: number): string[] {
    return [...new Set([...listWaiting(this.sql, limit), ...this.#waiting])]
  }

  /** Ids of customers with that own id or e-mail, or whose Stripe customers name that id; a few at most. */
  customersBy(kind: KeyKind, value: string): string[] {
    return this.#keys.get(joinKey(kind, value)) ?? []
  }

  /** `what` is taken again once the object comes. */
  waitFor({ objectType, objectId }: ObjectRef, what: string): void {
    addWait(this.sql, objectType, objectId, what)
  }

  takeWaits({ objectType, objectId }: ObjectRef, stretch: { after: string; limit: number }): string[] {
    return takeWaits(this.sql, objectType, objectId, stretch)
  }

  /** Subscriptions began or ceased to use these prices. */
  use(uses: readonly PriceUse[]): void {
    this.#later.push(() => {
      for (const { price, product, delta } of uses) {
        const held = this.#uses.get(price)
        this.#uses.set(price, { product: product ?? held?.product ?? null, delta: (held?.delta ?? 0) + delta })
      }
    })
  }

  tally(name: string, n: number, times = 1): void {
    this.#later.push(() => {
      const held = this.#tallies.get(name) ?? { n: 0, times: 0 }
      this.#tallies.set(name, { n: held.n + n, times: held.times + times })
    })
  }

  move(customerId: string, movement: Movement): void {
    this.#later.push(() => this.#movements.push({ ...movement, customerId }))
    const day = new Date(movement.at * 1000).toISOString().slice(0, 10)
    this.tally(`mrr|${day}|${movement.currency}|${movement.kind}`, movement.amount)
  }

  /** One customer's movements are another's from now on. */
  moveLedger(from: string, to: string): void {
    this.#later.push(() => {
      for (const movement of this.#movements) if (movement.customerId === from) movement.customerId = to
      const moved = this.sql
        .exec<{ seq: number }>('UPDATE movements SET customer_id = ?2 WHERE customer_id = ?1 RETURNING seq', from, to)
        .toArray()
      for (const { seq } of moved) this.#dirty.add(joinKey('movement', `${seq} ${from}`))
    })
  }

  putAwayPage(customerId: string, page: number, entries: TimelineEntry[]): void {
    this.#pages.set(joinKey(customerId, String(page)), entries)
  }

  page(customerId: string, page: number): TimelineEntry[] {
    return this.#pages.get(joinKey(customerId, String(page))) ?? []
  }

  markDirty(kind: 'customer' | 'payer', id: string): void {
    this.#later.push(() => this.#dirty.add(joinKey(kind, id)))
  }

  /** The next number of a kind; numbers of an input that fails are lost, which leaves a gap and nothing else. */
  nextNumber(of: 'customer_number' | 'unmatched_number'): number {
    const number = (this.#numbers.get(of) ?? readMetaNumber(this.sql, of)) + 1
    this.#numbers.set(of, number)
    return number
  }

  keep(): void {
    for (const layer of this.#layers()) layer.keep()
    this.acts.keep()
    for (const run of this.#later) run()
    this.#later = []
  }

  drop(): void {
    for (const layer of this.#layers()) layer.drop()
    this.acts.drop()
    this.#later = []
  }

  /** Writes what was kept, each row once. */
  flush(): void {
    for (const [, held] of this.#objects.takeChanged()) if (held) writeObject(this.sql, held)
    for (const [, record] of this.#customers.takeChanged()) {
      if (!record) continue
      this.#writeKeys(record)
      writeCustomerRow(this.sql, record)
    }
    for (const [, link] of this.#links.takeChanged()) if (link) writeLinkRow(this.sql, link)
    this.#flushLedgers()
    this.acts.flush()
    markDirty(
      this.sql,
      [...this.#dirty].map(splitKey).map(([kind, id]) => ({ kind, id })),
    )
    this.#dirty.clear()
  }

  #flushLedgers(): void {
    for (const [price, { product, delta }] of this.#uses) if (delta !== 0) addUses(this.sql, price, product, delta)
    this.#uses.clear()
    for (const [of, number] of this.#numbers) writeMeta(this.sql, of, number)
    this.#numbers.clear()
    for (const { customerId, at, kind, currency, amount, input } of this.#movements)
      this.sql.exec(
        'INSERT INTO movements (customer_id, at, kind, currency, amount, input) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
        ...[customerId, at, kind, currency, amount, input],
      )
    this.#movements.length = 0
    for (const [key, entries] of this.#pages.takeChanged()) {
      if (!entries) continue
      writePage(this.sql, ...splitKey(key), entries)
      this.#dirty.add(joinKey('page', key))
    }
    addToTallies(this.sql, this.#tallies)
    this.#tallies.clear()
  }

  #loadCustomer(id: string): CustomerRecord | null {
    const record = readCustomerRow(this.sql, id)?.record ?? null
    this.#keysBefore.set(id, record ? keysOf(record) : [])
    return record
  }

  #writeKeys(record: CustomerRecord): void {
    const before = this.#keysBefore.get(record.id) ?? []
    const after = keysOf(record)
    const isIn = (keys: { kind: string; value: string }[], one: { kind: string; value: string }): boolean =>
      keys.some(({ kind, value }) => kind === one.kind && value === one.value)
    for (const key of before) if (!isIn(after, key)) removeKey(this.sql, key.kind, key.value, record.id)
    for (const key of after) if (!isIn(before, key)) addKey(this.sql, key.kind, key.value, record.id)
    this.#keysBefore.set(record.id, after)
  }

  #addKey(kind: KeyKind, value: string, id: string): void {
    this.#keys.set(joinKey(kind, value), [...new Set([...this.customersBy(kind, value), id])].sort())
  }

  #removeKey(kind: KeyKind, value: string, id: string): void {
    this.#keys.set(
      joinKey(kind, value),
      this.customersBy(kind, value).filter((other) => other !== id),
    )
  }

  #layers(): Layered<unknown>[] {
    return [this.#objects, this.#customers, this.#links, this.#keys, this.#pages] as Layered<unknown>[]
  }
}
