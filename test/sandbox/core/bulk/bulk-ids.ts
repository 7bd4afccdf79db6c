import { idNumber, makeId } from '../ids.ts'
import { createRandom, type Random } from '../random.ts'

/** 62 ** 5: what the five characters count that tell one id from another. */
const ID_SPACE = 916_132_832
/** Shares no factor with ID_SPACE, so that neighbours lie far apart and none meet. */
const STEP = 387_420_489
const BACK = inverse(BigInt(STEP), BigInt(ID_SPACE))

/** Ids of objects that are made on demand: each follows from its index, and the index from the id. */
export class BulkIds {
  private readonly prefix: string
  private readonly seed: string
  readonly count: number

  constructor(prefix: string, seed: string, count: number) {
    this.prefix = prefix
    this.seed = seed
    this.count = count
  }

  idAt(index: number): string {
    return makeId(this.chanceAt(index), this.prefix, (index * STEP) % ID_SPACE)
  }

  /** Null for an id of another origin. */
  indexOf(id: string): number | null {
    if (!id.startsWith(`${this.prefix}_`)) return null
    const number = idNumber(id)
    if (number === null) return null
    const index = Number((BigInt(number) * BACK) % BigInt(ID_SPACE))
    return index < this.count && this.idAt(index) === id ? index : null
  }

  /** The chance that belongs to an index alone. */
  chanceAt(index: number): Random {
    return createRandom(`${this.seed} ${this.prefix} ${index}`)
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [0n, 1n]
  let [rest, divisor] = [modulus, value]
  while (divisor !== 0n) {
    const quotient = rest / divisor
    ;[previous, current] = [current, previous - quotient * current]
    ;[rest, divisor] = [divisor, rest - quotient * divisor]
  }
  return ((previous % modulus) + modulus) % modulus
}
