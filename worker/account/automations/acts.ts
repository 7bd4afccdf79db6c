import type { Automation } from '../../domain/automation/automation.ts'
import type { Occurrence } from '../../domain/automation/occurrence.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { readMeta, readMetaNumber, writeMeta } from '../meta.ts'
import { insertMessage } from '../outbox.ts'
import { type DocumentKind, listDocuments } from './documents.ts'
import { noTouched, type Touched, writeTouched } from './touched.ts'

/** Something happened to a customer; `depth` runs stand between it and what happened outside. */
export interface Heard {
  customerId: string
  occurrence: Occurrence
  depth: number
}

/**
 * What a turn does beside changing state: what happened that may start automations, which runs and deliveries D1 has to
 * get, and what a queue is to have. Kept or dropped with the input that brought it, written once at the end of the turn.
 */
export class Acts {
  readonly sql: SqlStorage
  /** Makes keys of runs others than they would be: of a simulation, or of a replay that means it. */
  keySuffix = ''
  /** Keys of the runs that began, the same ones again left out. */
  readonly started: string[] = []
  #heard: Heard[] = []
  #automations: Automation[] | null = null
  #endpoints: Endpoint[] | null = null
  #hasHadEvents = false
  #runNumber: number | null = null
  #touched: Touched = noTouched()
  #queued: number[] = []
  #kept: { touched: Touched; queued: number[] } = { touched: noTouched(), queued: [] }

  constructor(sql: SqlStorage) {
    this.sql = sql
  }

  /** Automations that are on, as the turn began. */
  automations(): readonly Automation[] {
    this.#automations ??= listDocuments<Automation>(this.sql, 'automation').filter(({ status }) => status === 'on')
    return this.#automations
  }

  /** Those of a simulation, in place of the ones that are on. */
  goBy(automations: readonly Automation[]): void {
    this.#automations = [...automations]
  }

  endpoints(): readonly Endpoint[] {
    this.#endpoints ??= listDocuments<Endpoint>(this.sql, 'endpoint')
    return this.#endpoints
  }

  /** By webhook, of the Stripe account that is linked. */
  hasHadEvents(): boolean {
    this.#hasHadEvents ||= readMeta(this.sql, 'first_event') !== null
    return this.#hasHadEvents
  }

  /** Whoever decides the input works it off, once its customer is settled. */
  hear(heard: Heard): void {
    this.#heard.push(heard)
  }

  takeHeard(): Heard[] {
    const heard = this.#heard
    this.#heard = []
    return heard
  }

  nextRunNumber(): number {
    this.#runNumber = (this.#runNumber ?? readMetaNumber(this.sql, 'run_number')) + 1
    return this.#runNumber
  }

  touchRun(key: string): void {
    this.#touched.runs.push(key)
  }

  touchDelivery(number: number): void {
    this.#touched.deliveries.push(number)
  }

  touchDocument(kind: DocumentKind, id: string): void {
    this.#touched.documents.push([kind, id])
  }

  /** A queue is to have it once this turn is durable. */
  queueDelivery(number: number): void {
    this.#queued.push(number)
  }

  keep(): void {
    for (const kind of ['runs', 'deliveries', 'documents'] as const)
      this.#kept.touched[kind].push(...(this.#touched[kind] as never[]))
    this.#kept.queued.push(...this.#queued)
    this.#forget()
  }

  drop(): void {
    this.#heard = []
    this.#forget()
  }

  flush(): void {
    if (this.#runNumber !== null) writeMeta(this.sql, 'run_number', this.#runNumber)
    this.#runNumber = null
    writeTouched(this.sql, this.#kept.touched)
    if (this.#kept.queued.length > 0) insertMessage(this.sql, { task: 'deliver', numbers: this.#kept.queued })
    this.#kept = { touched: noTouched(), queued: [] }
  }

  #forget(): void {
    this.#touched = noTouched()
    this.#queued = []
  }
}
