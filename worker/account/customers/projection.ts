import type { Tenant } from '../../domain/ids.ts'
import type { ObjectRef, ObjectType } from '../../domain/stripe-object.ts'
import {
  type CustomerProjection,
  upsertCustomers,
  upsertMovements,
  upsertMrrDays,
  upsertSettings,
  upsertTallies,
  upsertTimelinePages,
  upsertUnmatched,
} from '../../readmodel/write-customers.ts'
import type { InboxRow } from '../inbox.ts'
import { readMetaNumber, writeMeta } from '../meta.ts'
import type { Snapshot } from '../rpc.ts'
import { dirtyRules } from '../rules.ts'
import { type Dirty, listDirty, markClean } from './dirty.ts'
import {
  DAY_PREFIX,
  dayOf,
  listMovements,
  type MovementProjection,
  type PageProjection,
  projectionOfCustomer,
  projectionOfLink,
  projectionOfMoved,
  projectionOfPage,
  type UnmatchedProjection,
} from './projected-rows.ts'
import { readRecompute } from './recompute-state.ts'
import { readLinkRow } from './rows.ts'
import { payerIdIn } from './take-sighting.ts'
import { dirtyTallies, forgetProjectedTallies, markTalliesProjected, type TallyRow } from './tallies.ts'

/** Rows about customers that go to D1. */
export interface CustomerRows {
  customers: CustomerProjection[]
  unmatched: UnmatchedProjection[]
  pages: PageProjection[]
  movements: MovementProjection[]
  tallies: TallyRow[]
  rules: NonNullable<ReturnType<typeof dirtyRules>>[]
}

/** What leaves the object about customers with one D1 transaction. */
export interface CustomerFlush extends CustomerRows {
  /** What is clean after it, and how far the ledger and the counts are. */
  dirty: Dirty[]
  movementSeq: number
  tallyRev: number
}

const DIRTY_PER_INPUT = 2
const MOVEMENTS_PER_INPUT = 8

/** `inputs`: how many inputs a batch may hold; all else goes by that. */
export function collectCustomers(sql: SqlStorage, rows: readonly InboxRow[], inputs: number): CustomerFlush {
  const dirty = listDirty(sql, inputs * DIRTY_PER_INPUT)
  const ofKind = (kind: string): string[] => dirty.filter((row) => row.kind === kind).map(({ id }) => id)
  const ids = [
    ...rows.flatMap((row) => customersOf(sql, row)),
    ...ofKind('customer'),
    ...(readRecompute(sql)?.pending ?? []),
  ]
  const movementSeq = readMetaNumber(sql, 'movement_projected_seq')
  const movements = listMovements(sql, movementSeq, inputs * MOVEMENTS_PER_INPUT)
  const tallies = dirtyTallies(sql)
  const rules = dirtyRules(sql)
  return {
    customers: [...new Set(ids)].flatMap((id) => projectionOfCustomer(sql, id) ?? []),
    unmatched: ofKind('payer').flatMap((id) => projectionOfLink(sql, id) ?? []),
    pages: ofKind('page').flatMap((id) => projectionOfPage(sql, id) ?? []),
    movements: [...ofKind('movement').flatMap((id) => projectionOfMoved(sql, id) ?? []), ...movements],
    tallies: tallies?.rows ?? [],
    rules: rules ? [rules] : [],
    dirty,
    movementSeq: movements.at(-1)?.seq ?? movementSeq,
    tallyRev: tallies?.rev ?? 0,
  }
}

export function isEmpty({ customers, unmatched, pages, movements, tallyRev, rules, dirty }: CustomerFlush): boolean {
  return tallyRev === 0 && [customers, unmatched, pages, movements, rules, dirty].every(({ length }) => length === 0)
}

export function customerStatements(db: D1Database, tenant: Tenant, rows: CustomerRows): D1PreparedStatement[] {
  const days = rows.tallies.filter(({ name }) => name.startsWith(DAY_PREFIX))
  const counts = rows.tallies.filter(({ name }) => !name.startsWith(DAY_PREFIX))
  return [
    ...upsertCustomers(db, tenant, rows.customers),
    ...upsertUnmatched(db, tenant, rows.unmatched),
    ...upsertTimelinePages(db, tenant, rows.pages),
    ...upsertMovements(db, tenant, rows.movements),
    ...upsertMrrDays(db, tenant, days.map(dayOf)),
    ...upsertTallies(
      db,
      tenant,
      counts.map(({ name, n, rev }) => ({ name, n, rev })),
    ),
    ...rows.rules.flatMap((rules) => upsertSettings(db, tenant, rules)),
  ]
}

/** Something that changed again while D1 was written is dirty again, and stays so. */
export function commitCustomers(sql: SqlStorage, { dirty, movementSeq, tallyRev, rules }: CustomerFlush): void {
  markClean(sql, dirty)
  advance(sql, 'movement_projected_seq', movementSeq)
  if (tallyRev > 0) markTalliesProjected(sql, tallyRev)
  advance(sql, 'rules_projected_rev', rules[0]?.rev ?? 0)
}

function advance(sql: SqlStorage, key: 'movement_projected_seq' | 'rules_projected_rev', to: number): void {
  if (to > readMetaNumber(sql, key)) writeMeta(sql, key, to)
}

/** Objects that were changed by a command, not by an input. */
export function dirtyObjects({ dirty }: CustomerFlush): ObjectRef[] {
  return dirty
    .filter(({ kind }) => kind === 'object')
    .map(({ id }) => ({ objectType: id.split(' ')[0] as ObjectType, objectId: id.slice(id.indexOf(' ') + 1) }))
}

/** D1 is to have all of it again, after what people wait for; customers themselves are walked by number. */
export function forgetProjected(sql: SqlStorage): void {
  forgetProjectedTallies(sql)
  for (const key of ['movement_projected_seq', 'rules_projected_rev'] as const) writeMeta(sql, key, 0)
  sql.exec(
    "INSERT OR IGNORE INTO dirty (kind, id, mark) SELECT 'page', customer_id || ' ' || page, 0 FROM timeline_pages",
  )
  sql.exec("INSERT OR IGNORE INTO dirty (kind, id, mark) SELECT 'payer', id, 0 FROM payers WHERE state = 'waiting'")
}

/** The customers that an input was about, found again from its row. */
function customersOf(sql: SqlStorage, row: InboxRow): string[] {
  if (row.kind === 'event') return row.customerId === null ? [] : [row.customerId]
  if (row.kind !== 'snapshot' || row.payload === null) return []
  const payers = (JSON.parse(row.payload) as Snapshot[]).flatMap(({ objectType, objectId, object }) => {
    const id = payerIdIn(objectType, objectId, object ?? {})
    return id === null ? [] : [id]
  })
  return [...new Set(payers)].flatMap((id) => readLinkRow(sql, id)?.customerId ?? [])
}
