/** How many numbers one row of `term_blocks` stands for; `migrations/0007_term_blocks.sql` filled it by the same. */
const BLOCK = 64

/** The block of a customer's number, where it is an integer of SQL. */
export const blockOfSql = (number: string): string => `${number} / ${BLOCK}`

/** The block of a customer's number that comes as a parameter, which D1 may take for a real. */
export function blockOf(number: number): number {
  return Math.floor(number / BLOCK)
}

/** The numbers `n.value` of those who have the term `b.term`; CROSS keeps the blocks first. */
export const EACH_OF_BLOCKS = 'term_blocks b CROSS JOIN json_each(b.numbers) n'

export function hasTerm(term: string): string {
  return `b.account_id = ?1 AND b.mode = ?2 AND b.term = ${term}`
}
