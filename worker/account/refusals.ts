import { isRefusal } from '../readmodel/failures.ts'
import type { Rows } from './projection.ts'

/** Refusals in a row before what D1 does not take is sought: until then it may pass by itself. */
const SEEK_AFTER = 3
/** Of one search: what a turn may ask of D1 is limited, and so is what it may give up. */
const MAX_BATCHES = 200

/** A single row that D1 does not take. */
export interface Refused {
  row: Rows
  error: unknown
}

/** Says when to seek, and how much at once: a search that led nowhere is repeated among fewer rows. */
export class Refusals {
  #inARow = 0
  #failedSearches = 0

  limit(batch: number): number {
    return Math.max(1, Math.floor(batch / 4 ** this.#failedSearches))
  }

  /** True once it is time to seek. */
  refused(): boolean {
    this.#inARow += 1
    return this.#inARow >= SEEK_AFTER
  }

  searchFailed(): void {
    this.#failedSearches += 1
  }

  taken(): void {
    this.#inARow = 0
    this.#failedSearches = Math.max(0, this.#failedSearches - 1)
  }
}

/** Writes all rows but those that D1 does not take, which it answers: halves of a refused batch go by themselves. */
export async function writeAllBut(rows: Rows, write: (rows: Rows) => Promise<void>): Promise<Refused[]> {
  let batches = 0
  const writePart = async (part: Rows): Promise<Refused[]> => {
    batches += 1
    if (batches > MAX_BATCHES) throw new Error('The read model refuses more rows than can be found at once.')
    try {
      await write(part)
      return []
    } catch (error) {
      if (!isRefusal(error)) throw error
      const count = countRows(part)
      if (count <= 1) return [{ row: part, error }]
      const middle = Math.ceil(count / 2)
      return [...(await writePart(cut(part, 0, middle))), ...(await writePart(cut(part, middle, count)))]
    }
  }
  return writePart(rows)
}

export function countRows(rows: Rows): number {
  return Object.values(rows).reduce((count, list) => count + list.length, 0)
}

/** From the row at `from` up to before the one at `to`, counted over all kinds. */
function cut(rows: Rows, from: number, to: number): Rows {
  let before = 0
  const part = Object.entries(rows).map(([kind, list]): [string, unknown[]] => {
    const slice = list.slice(Math.max(from - before, 0), Math.max(to - before, 0))
    before += list.length
    return [kind, slice]
  })
  return Object.fromEntries(part) as unknown as Rows
}
