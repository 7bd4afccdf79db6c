import { runInDurableObject } from 'cloudflare:test'
import { expect, it } from 'vitest'
import { backlogOf, hasUnflushed } from '../../../worker/account/backlog.ts'
import { nextCustomerDueAtMs } from '../../../worker/account/customers/rows.ts'
import { drain } from '../../../worker/account/drain.ts'
import { collectFlush, EVENTS_PER_BATCH } from '../../../worker/account/projection.ts'
import { nextRetentionAtMs } from '../../../worker/account/retention.ts'
import { nextDueAtMs } from '../../../worker/account/schedule.ts'
import { BUILT_IN_SEGMENTS } from '../../../worker/domain/segment-match.ts'
import { DEFAULT_SETTINGS } from '../../../worker/domain/settings.ts'
import { incoming, newTenant, rpc, settle, stubOf } from './tenant.ts'

/** Rows that `run` makes SQLite read. */
function rowsReadBy(storage: DurableObjectStorage, run: (storage: DurableObjectStorage) => void): number {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
  const exec = (statement: string, ...values: SqlStorageValue[]) => {
    const cursor = storage.sql.exec(statement, ...values)
    cursors.push(cursor)
    return cursor
  }
  const transactionSync = <T>(closure: () => T): T => storage.transactionSync(closure)
  run({ sql: { exec }, transactionSync } as unknown as DurableObjectStorage)
  return cursors.reduce((rows, cursor) => rows + cursor.rowsRead, 0)
}

it('a turn of the alarm reads what is new, however long the history', async () => {
  const tenant = newTenant()
  const anEvent = (id: string) =>
    incoming({ id, object: 'event', type: 'x.y', created: 1, livemode: false, data: { object: { id: 'x_1' } } })
  for (let at = 0; at < 1_500; at += 1) await rpc(tenant).ingest(tenant, anEvent(`evt_${at}`))
  await settle(tenant)
  await runInDurableObject(stubOf(tenant), async (object, state) => {
    await object.ingest(tenant, anEvent('evt_new'))
    const nowMs = Date.now()
    for (let at = 0; at < 500; at += 1)
      state.storage.sql.exec('INSERT INTO customers (id, rev, body) VALUES (?1, 1, ?2)', `cust_${at}`, '{}')
    const read = rowsReadBy(state.storage, (storage) => {
      drain(storage, {
        settings: { canFetch: false, canBeDeauthorized: false },
        rules: {
          settings: DEFAULT_SETTINGS,
          segments: BUILT_IN_SEGMENTS,
          reminders: { renewing: [], trialEnding: [] },
        },
        nowMs,
        onParked: () => undefined,
      })
      collectFlush(storage.sql, EVENTS_PER_BATCH)
      hasUnflushed(storage.sql)
      backlogOf(storage.sql, nowMs)
      nextDueAtMs(storage.sql)
      nextRetentionAtMs(storage.sql)
      nextCustomerDueAtMs(storage.sql)
    })
    expect(read).toBeLessThan(40)
  })
})
