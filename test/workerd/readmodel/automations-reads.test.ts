import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { numberedId } from '../../../worker/auth/numbered-id.ts'
import type { Delivery, DeliveryStatus } from '../../../worker/domain/delivery/delivery.ts'
import { newDelivery } from '../../../worker/domain/delivery/new-delivery.ts'
import { listDeliveries, readDeliveries, readDelivery, rowToDelivery } from '../../../worker/readmodel/deliveries.ts'
import { listDocuments, readDocument, rowToDocument } from '../../../worker/readmodel/documents.ts'
import { readRuns, rowToRun } from '../../../worker/readmodel/runs.ts'
import { upsertDeliveries, upsertDocuments } from '../../../worker/readmodel/write-automations.ts'
import { newTenant } from '../account/tenant.ts'
import { countingReads } from './customers.ts'

const DELIVERIES = 1_000
const FAILED_EVERY = 100
const MESSAGE = { from: 'a@b.co', reply_to: null, to: 'c@d.co', subject: 's', html: 'h', text: 't', headers: {} }
const tenant = newTenant()
const other = newTenant()

function aDelivery(number: number, status: DeliveryStatus): Delivery {
  const id = numberedId('dlv', number)
  return newDelivery({ id, number, channel: 'mail', kind: 'test', status, to: `c${number}@d.co` }, 1)
}

const deliveries = Array.from({ length: DELIVERIES }, (_, at) =>
  aDelivery(at + 1, (at + 1) % FAILED_EVERY === 0 ? 'failed' : 'sent'),
)

beforeAll(async () => {
  const rows = deliveries.map((delivery) => ({ delivery, message: MESSAGE, rev: 1 }))
  await env.DB.batch([...upsertDeliveries(env.DB, tenant, rows), ...upsertDeliveries(env.DB, other, rows.slice(0, 1))])
})

describe('deliveries in D1', () => {
  it('a row is the delivery as its object keeps it', () => {
    const [delivery] = deliveries
    expect(rowToDelivery({ body: JSON.stringify(delivery) })).toEqual(delivery)
  })

  it('one is found by the number in its id, with its message, and by no id that only looks like it', async () => {
    const [, delivery] = deliveries
    const id = delivery?.id ?? ''
    expect(await readDelivery(env.DB, tenant, id)).toEqual({ delivery, message: MESSAGE })
    for (const wrong of [`${id.slice(0, -1)}!`, numberedId('dlv', 2), 'dlv_2', id.replace('dlv', 'run')])
      expect(await readDelivery(env.DB, tenant, wrong)).toBeNull()
    expect(await readDelivery(env.DB, other, id)).toBeNull()
  })

  it('many are read at once, each by one row', async () => {
    const { db, rowsRead } = countingReads(env.DB)
    const ids = deliveries.slice(100, 150).map(({ id }) => id)
    expect([...(await readDeliveries(db, tenant, [...ids, ...ids, 'dlv_none'])).keys()].sort()).toEqual(ids)
    expect(rowsRead()).toBeLessThanOrEqual(4 * ids.length)
  })

  it('those that failed are found by their index', async () => {
    const { db, rowsRead } = countingReads(env.DB)
    const page = { limit: 5, after: null }
    const numbers = (await listDeliveries(db, tenant, { status: 'failed' }, page)).map(({ number }) => number)
    expect(numbers).toEqual([1000, 900, 800, 700, 600])
    expect(rowsRead()).toBeLessThanOrEqual(20)
  })
})

describe('documents in D1', () => {
  const doc = (number: number, id: string, gone = false) => ({
    ...{ kind: 'template_version', id, number, rev: 1, gone, body: { name: id } },
  })
  beforeAll(async () => {
    const rows = [doc(1, 'tmpl_a 1'), doc(2, 'tmpl_a 2'), doc(3, 'tmpl_ab 1'), doc(4, 'tmpl_a 3', true)]
    await env.DB.batch(upsertDocuments(env.DB, tenant, rows))
  })

  it('a row is the document, and what is gone is not there', async () => {
    const row = { id: 'tmpl_a 1', number: 1, body: { name: 'tmpl_a 1' } }
    expect(rowToDocument({ ...row, body: JSON.stringify(row.body) })).toEqual(row)
    expect(await readDocument(env.DB, tenant, 'template_version', 'tmpl_a 1')).toEqual(row)
    expect(await readDocument(env.DB, tenant, 'template_version', 'tmpl_a 3')).toBeNull()
    expect(await readDocument(env.DB, tenant, 'template', 'tmpl_a 1')).toBeNull()
    expect(await readDocument(env.DB, other, 'template_version', 'tmpl_a 1')).toBeNull()
  })

  it('are listed newest first, of one kind, and by what their ids begin with', async () => {
    const idsOf = async (page: { limit: number; after: number | null; prefix?: string }) =>
      (await listDocuments(env.DB, tenant, 'template_version', page)).map(({ id }) => id)
    expect(await idsOf({ limit: 9, after: null })).toEqual(['tmpl_ab 1', 'tmpl_a 2', 'tmpl_a 1'])
    expect(await idsOf({ limit: 1, after: 3 })).toEqual(['tmpl_a 2'])
    expect(await idsOf({ limit: 9, after: null, prefix: 'tmpl_a ' })).toEqual(['tmpl_a 2', 'tmpl_a 1'])
  })
})

describe('runs in D1', () => {
  it('a row is the run, and none are read where none are asked for', async () => {
    expect(rowToRun({ body: '{"id":"run_1"}' })).toEqual({ id: 'run_1' })
    expect(await readRuns(env.DB, tenant, [])).toEqual(new Map())
  })
})
