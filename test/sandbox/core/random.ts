const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A repeatable source of chance: the same seed gives the same values in the same order, on every platform. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  /** True with probability `share` (0 to 1). */
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** Letters and digits. */
  chars(count: number): string
  /** Where it stands; createRandom goes on from there. */
  state(): RandomState
}

export type RandomState = readonly [number, number, number, number]

/** Rounds until the seed's bits are everywhere. */
const WARM_UP_ROUNDS = 12

/** sfc32 with a 128-bit state, seeded from any text or number, or going on from a known state. */
export function createRandom(seed: string | number | RandomState): Random {
  let [a, b, c, d] = typeof seed === 'object' ? seed : hashSeed(String(seed))
  function uint32(): number {
    const sum = (a + b + d) >>> 0
    d = (d + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = ((c << 21) | (c >>> 11)) >>> 0
    c = (c + sum) >>> 0
    return sum
  }
  if (typeof seed !== 'object') for (let round = 0; round < WARM_UP_ROUNDS; round += 1) uint32()
  const next = () => uint32() / 2 ** 32
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('pick needs at least one element.')
      return list[int(0, list.length - 1)] as T
    },
    state: () => [a, b, c, d],
    chars(count) {
      let text = ''
      while (text.length < count) {
        // 62 ** 5 fits into 32 bits: one draw gives five characters.
        let value = uint32()
        for (let index = 0; index < 5; index += 1) {
          text += ALPHABET[value % 62]
          value = Math.floor(value / 62)
        }
      }
      return text.slice(0, count)
    },
  }
}

/** Fisher-Yates; the given list stays as it is. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = random.int(0, index)
    const kept = result[index] as T
    result[index] = result[other] as T
    result[other] = kept
  }
  return result
}

function hashSeed(text: string): RandomState {
  let hash = 0x811c9dc5
  const word = (salt: number) => {
    hash = (hash ^ salt) >>> 0
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
      hash = (hash ^ (hash >>> 13)) >>> 0
    }
    return hash
  }
  return [word(1), word(2), word(3), 1]
}
