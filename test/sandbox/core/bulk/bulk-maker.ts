import { makeId } from '../ids.ts'
import type { Maker } from '../maker.ts'
import type { Random } from '../random.ts'
import type { StripeSandbox } from '../sandbox.ts'

const ID_SPACE = 916_132_832

/**
 * Makes an object as it was made at that second: the same chance gives the same ids each time. The first id of a prefix
 * that `own` names is that one.
 */
export function makerAt(stripe: StripeSandbox, now: number, random: Random, own: Record<string, string> = {}): Maker {
  const left = { ...own }
  return {
    account: stripe.account,
    livemode: stripe.livemode,
    random,
    now: () => now,
    newId(prefix) {
      const given = left[prefix]
      delete left[prefix]
      return given ?? makeId(random, prefix, random.int(0, ID_SPACE - 1))
    },
  }
}
