import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newTenant } from '../account/tenant.ts'
import { population, projected } from './customers.ts'
import { blocksWith, heldBlocks, heldTerms, termsWith } from './terms.ts'

it('the migration to blocks moves the terms that are counted, and leaves words and ids where they are', async () => {
  const rows = population(300).filter(({ mergedInto }) => mergedInto === null)
  const [tenant, other] = [newTenant(), newTenant()]
  const migration = env.TEST_MIGRATIONS.find(({ name }) => name === '0007_term_blocks.sql')
  await env.DB.exec('DROP TABLE term_blocks')
  const terms = rows.flatMap(({ number, terms }) => terms.map((term) => ({ term, number })))
  const insert = env.DB.prepare(
    `INSERT INTO customer_terms (account_id, mode, term, number)
     SELECT ?1, ?2, value ->> 'term', value ->> 'number' FROM json_each(?3)`,
  )
  const one = projected({ number: 64, terms: ['tag:', 'tag:a:b', 'word:tag:a', 'user:plan:x'] })
  await insert.bind(tenant.accountId, tenant.mode, JSON.stringify(terms)).run()
  await insert
    .bind(other.accountId, other.mode, JSON.stringify(one.terms.map((term) => ({ term, number: one.number }))))
    .run()
  for (const query of migration?.queries ?? []) await env.DB.prepare(query).run()
  expect([await heldBlocks(tenant), await heldTerms(tenant)]).toEqual([blocksWith(rows), termsWith(rows)])
  expect([await heldBlocks(other), await heldTerms(other)]).toEqual([blocksWith([one]), termsWith([one])])
})
