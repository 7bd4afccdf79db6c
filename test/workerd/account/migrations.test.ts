import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { listCustomerIds } from '../../../worker/account/customers/rows.ts'
import { MIGRATIONS, migrate } from '../../../worker/account/migrations.ts'
import { newTenant, rpc, stubOf } from './tenant.ts'

const NEXT = { id: '999_next', sql: "ALTER TABLE meta ADD COLUMN note TEXT NOT NULL DEFAULT 'none'" }

async function inObject<T>(run: (storage: DurableObjectStorage) => T | Promise<T>): Promise<T> {
  const tenant = newTenant()
  await rpc(tenant).poke(tenant)
  return runInDurableObject(stubOf(tenant), (_object, state) => run(state.storage))
}

describe("the object's migrations", () => {
  it('run once and keep the rows that were there', async () => {
    const rows = await inObject((storage) => {
      migrate(storage, [...MIGRATIONS, NEXT])
      migrate(storage, [...MIGRATIONS, NEXT])
      return storage.sql.exec("SELECT key, note FROM meta WHERE key = 'tenant'").toArray()
    })
    expect(rows).toEqual([{ key: 'tenant', note: 'none' }])
  })

  it('stop an object whose tables come from another history', async () => {
    await inObject((storage) => {
      migrate(storage, [...MIGRATIONS, NEXT])
      expect(() => migrate(storage, MIGRATIONS)).toThrow('999_next was applied here')
    })
  })

  it('are undone whole when one of them fails', async () => {
    await inObject((storage) => {
      const broken = { id: '999_broken', sql: 'CREATE TABLE half (id TEXT); SELECT nonsense FROM nowhere' }
      expect(() => migrate(storage, [...MIGRATIONS, broken])).toThrow()
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'half'").toArray()).toEqual([])
    })
  })

  it('number the customers that are there, and let work on everybody begin anew in that order', async () => {
    await inObject(async (storage) => {
      await storage.deleteAll()
      migrate(storage, MIGRATIONS, 3)
      const customers = { cust_a: 3, cust_b: 1, cust_c: 2 }
      for (const [id, number] of Object.entries(customers))
        storage.sql.exec('INSERT INTO customers (id, rev, body) VALUES (?1, 1, ?2)', id, JSON.stringify({ number }))
      const underWay = { recompute: { phase: 'customers', after: 'cust_b' }, rebuild: { step: 'clear', table: 2 } }
      for (const [key, value] of Object.entries(underWay))
        storage.sql.exec('INSERT INTO meta (key, value) VALUES (?1, ?2)', key, JSON.stringify(value))
      migrate(storage)
      expect(listCustomerIds(storage.sql, '', 2)).toEqual(['cust_b', 'cust_c'])
      expect(listCustomerIds(storage.sql, 'cust_c', 2)).toEqual(['cust_a'])
      const meta = storage.sql.exec<{ value: string }>('SELECT value FROM meta ORDER BY key').toArray()
      expect(meta.map(({ value }) => JSON.parse(value))).toEqual([
        { step: 'clear', table: 2 },
        { phase: 'customers', after: '' },
      ])
    })
  })
})
