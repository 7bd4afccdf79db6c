import { UNCOUNTED } from '../domain/customer-terms.ts'
import type { Tenant } from '../domain/ids.ts'
import { rowStatements } from './json-chunks.ts'
import { blockOfSql } from './term-blocks.ts'

interface Found {
  id: string
  number: number
  rev: number
  terms: string[]
}

const KINDS = UNCOUNTED.map((kind) => `'${kind}'`).join(', ')
const WORDS_AND_IDS = `IN (${KINDS})`
const COUNTED = `NOT IN (${KINDS})`

/** `changed`: terms by which the rows that are newer than the stored ones are found no more (`by` -1), or from now on (1). */
const changes = (kinds: string): string => `
  WITH newer (number, terms, stored) AS MATERIALIZED (
    SELECT r.value ->> 'number', r.value ->> 'terms', coalesce(c.terms, '[]') FROM json_each(?3) r
    LEFT JOIN customers c ON c.account_id = ?1 AND c.mode = ?2 AND c.id = r.value ->> 'id'
    WHERE c.rev IS NULL OR (c.rev < r.value ->> 'rev' AND c.terms IS NOT r.value ->> 'terms')),
  changed (term, number, by) AS MATERIALIZED (
    SELECT t.value, number, sum(by)
    FROM (SELECT number, stored AS list, -1 AS by FROM newer UNION ALL SELECT number, terms, 1 FROM newer)
    CROSS JOIN json_each(list) t
    WHERE substr(t.value, 1, instr(t.value, ':') - 1) ${kinds} GROUP BY 1, 2 HAVING sum(by) <> 0)`

const DELETE_TERMS = `${changes(WORDS_AND_IDS)}
  DELETE FROM customer_terms WHERE account_id = ?1 AND mode = ?2
    AND (term, number) IN (SELECT term, number FROM changed WHERE by < 0)`

const INSERT_TERMS = `${changes(WORDS_AND_IDS)}
  INSERT INTO customer_terms (account_id, mode, term, number) SELECT ?1, ?2, term, number FROM changed WHERE by > 0
  ON CONFLICT DO NOTHING`

/** Blocks in which nobody is left. */
const DELETE_BLOCKS = `${changes(COUNTED)},
  emptied (term, block) AS MATERIALIZED (
    SELECT b.term, b.block
    FROM (SELECT term, ${blockOfSql('number')} AS block, count(*) AS n FROM changed GROUP BY 1, 2 HAVING max(by) < 0) gone
    CROSS JOIN term_blocks b ON b.account_id = ?1 AND b.mode = ?2 AND b.term = gone.term AND b.block = gone.block
    WHERE json_array_length(b.numbers) = gone.n)
  DELETE FROM term_blocks WHERE account_id = ?1 AND mode = ?2 AND (term, block) IN (SELECT term, block FROM emptied)`

const WRITE_BLOCKS = `${changes(COUNTED)},
  members (term, block, number) AS (
    SELECT b.term, b.block, n.value FROM (SELECT DISTINCT term, ${blockOfSql('number')} AS block FROM changed) touched
    CROSS JOIN term_blocks b ON b.account_id = ?1 AND b.mode = ?2 AND b.term = touched.term AND b.block = touched.block
    CROSS JOIN json_each(b.numbers) n
    EXCEPT SELECT term, ${blockOfSql('number')}, number FROM changed WHERE by < 0
    UNION SELECT term, ${blockOfSql('number')}, number FROM changed WHERE by > 0)
  INSERT INTO term_blocks (account_id, mode, term, block, numbers)
  SELECT ?1, ?2, term, block, json_group_array(number ORDER BY number DESC) FROM members WHERE true GROUP BY term, block
  ON CONFLICT (account_id, mode, term, block) DO UPDATE SET numbers = excluded.numbers
  WHERE excluded.numbers <> term_blocks.numbers`

/**
 * What customers are found by; to run before their rows are written, since what has changed is told from the stored ones.
 * A word or an id that comes or goes costs a row, and so does a block of a term, however many in it change.
 */
export function writeTerms(db: D1Database, tenant: Tenant, rows: Found[]): D1PreparedStatement[] {
  const found = rows.map(({ id, number, rev, terms }) => ({ id, number, rev, terms }))
  return rowStatements(db, tenant, [DELETE_TERMS, INSERT_TERMS, DELETE_BLOCKS, WRITE_BLOCKS], found)
}
