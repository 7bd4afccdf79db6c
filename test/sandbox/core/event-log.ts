import type { Stripe } from 'stripe'

/** What older API versions show on an invoice, charge or payment intent and the endive objects no longer tell. */
export interface LegacyLinks {
  invoice: string | null
  charge: string | null
  paymentIntent: string | null
}

export interface EventRecord {
  event: Stripe.Event
  links: LegacyLinks | null
}

/** All events of the sandbox by time; of one second, in the order they came about. */
export class EventLog {
  private readonly records: EventRecord[] = []
  private readonly byId = new Map<string, EventRecord>()

  get size(): number {
    return this.records.length
  }

  add(record: EventRecord): void {
    let index = this.records.length
    while (index > 0 && (this.records[index - 1] as EventRecord).event.created > record.event.created) index -= 1
    if (index === this.records.length) this.records.push(record)
    else this.records.splice(index, 0, record)
    this.byId.set(record.event.id, record)
  }

  find(id: string): EventRecord | undefined {
    return this.byId.get(id)
  }

  /** Oldest first. */
  all(): Stripe.Event[] {
    return this.records.map((record) => record.event)
  }

  /** With what older versions show besides; oldest first. */
  allRecords(): readonly EventRecord[] {
    return this.records
  }

  /** Newest first, as Stripe lists events, beginning after the given one and ending before those older than `from`. */
  *newestFirst(afterId?: string, from = Number.NEGATIVE_INFINITY): Generator<Stripe.Event> {
    const start = afterId === undefined ? this.records.length : this.position(afterId)
    for (let index = start - 1; index >= 0; index -= 1) {
      const { event } = this.records[index] as EventRecord
      if (event.created < from) return
      yield event
    }
  }

  /** Oldest first among those newer than the given one. */
  *oldestFirst(afterId: string): Generator<Stripe.Event> {
    for (let index = this.position(afterId) + 1; index < this.records.length; index += 1) {
      yield (this.records[index] as EventRecord).event
    }
  }

  /** By time, then among those of its second. */
  private position(id: string): number {
    const record = this.byId.get(id)
    if (!record) throw new Error(`The sandbox has no event ${id}.`)
    let low = 0
    let high = this.records.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.records[middle] as EventRecord).event.created < record.event.created) low = middle + 1
      else high = middle
    }
    while (this.records[low] !== record) low += 1
    return low
  }
}
