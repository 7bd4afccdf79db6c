import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { MIGRATIONS, migrate } from '../../../worker/account/migrations.ts'
import { newTenant, rpc, stubOf } from './tenant.ts'

const NEXT = { id: '999_next', sql: "ALTER TABLE meta ADD COLUMN note TEXT NOT NULL DEFAULT 'none'" }

async function inObject<T>(run: (storage: DurableObjectStorage) => T): Promise<T> {
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
})
