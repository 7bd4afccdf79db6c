import type { Tenant } from '../../domain/ids.ts'
import {
  type DeliveryProjection,
  type DocumentProjection,
  type RunProjection,
  upsertDeliveries,
  upsertDocuments,
  upsertRuns,
} from '../../readmodel/write-automations.ts'
import { readDelivery } from './deliveries.ts'
import { type DocumentKind, readDocumentRow } from './documents.ts'
import { readRun } from './runs.ts'
import { forgetTouched, listTouched } from './touched.ts'

/** Rows about automations that go to D1. */
export interface AutomationRows {
  runs: RunProjection[]
  deliveries: DeliveryProjection[]
  documents: DocumentProjection[]
}

export interface AutomationFlush extends AutomationRows {
  /** What is clean after it; 0: nothing was. */
  touchedSeq: number
}

const PER_INPUT = 4

export function collectAutomations(sql: SqlStorage, inputs: number): AutomationFlush {
  const touched = listTouched(sql, inputs * PER_INPUT)
  return {
    runs: touched.runs.flatMap((key) => readRun(sql, key) ?? []),
    deliveries: touched.deliveries.flatMap((number) => readDelivery(sql, number) ?? []),
    documents: touched.documents.flatMap(([kind, id]) => projectionOfDocument(sql, kind, id) ?? []),
    touchedSeq: touched.upToSeq,
  }
}

/** Secrets stay with the object. */
export function projectionOfDocument(sql: SqlStorage, kind: DocumentKind, id: string): DocumentProjection | null {
  const row = readDocumentRow<Record<string, unknown>>(sql, kind, id)
  if (!row) return null
  const { secrets: _secrets, ...body } = row.body
  return { ...row, body }
}

export function automationStatements(db: D1Database, tenant: Tenant, rows: AutomationRows): D1PreparedStatement[] {
  return [
    ...upsertDocuments(db, tenant, rows.documents),
    ...upsertRuns(db, tenant, rows.runs),
    ...upsertDeliveries(db, tenant, rows.deliveries),
  ]
}

export function commitAutomations(sql: SqlStorage, { touchedSeq }: AutomationFlush): void {
  if (touchedSeq > 0) forgetTouched(sql, touchedSeq)
}
