import { describe, expect, it } from 'vitest'
import { type Held, type Sighting, settle } from '../../../worker/domain/ordering.ts'
import { seededRandom, shuffled } from '../../support/random.ts'

const T0 = 1_767_225_600

function seen(over: Partial<Sighting> = {}): Sighting {
  return {
    key: 'evt_a',
    at: T0,
    kind: 'updated',
    gone: false,
    object: { id: 'x', n: 0 },
    previous: null,
    progress: [],
    mayReturn: false,
    ...over,
  }
}

function settleAll(sightings: Sighting[]): Held {
  return sightings.reduce<Held | null>((held, sighting) => settle(held, sighting), null) as Held
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

describe('which sighting of an object is the present one', () => {
  it('a newer event replaces an older one', () => {
    expect(settle(settleAll([seen()]), seen({ key: 'evt_b', at: T0 + 1 })).verdict).toBe('newer')
  })

  it('an older event changes nothing', () => {
    const settled = settle(settleAll([seen({ at: T0 + 5 })]), seen({ key: 'evt_b' }))
    expect(settled).toMatchObject({ verdict: 'stale', winner: { key: 'evt_a' } })
  })

  it('what the account itself names may be made anew after a deletion, in whatever order that is heard of', () => {
    const made = seen({ key: 'evt_1', kind: 'created', mayReturn: true })
    const deleted = seen({ key: 'evt_2', at: T0 + 5, kind: 'deleted', gone: true, mayReturn: true })
    const madeAnew = seen({ key: 'evt_3', at: T0 + 9, kind: 'created', mayReturn: true })
    for (const order of permutations([made, deleted, madeAnew])) expect(settleAll(order).winner.key).toBe('evt_3')
    for (const order of permutations([made, deleted])) expect(settleAll(order).winner.key).toBe('evt_2')
  })

  it('of one second, updated comes after created, and deleted after updated', () => {
    const created = seen({ key: 'evt_z', kind: 'created' })
    const updated = seen({ key: 'evt_m' })
    const deleted = seen({ key: 'evt_a', kind: 'deleted' })
    for (const order of permutations([created, updated, deleted])) expect(settleAll(order).winner.key).toBe('evt_a')
    for (const order of permutations([created, updated])) expect(settleAll(order).winner.key).toBe('evt_m')
  })

  it('of several updates in one second, the one that shows the object furthest on wins in every order', () => {
    const sightings = [
      seen({ key: 'evt_c', object: { id: 'x', status: 'open' }, progress: [1, 0, 0] }),
      seen({ key: 'evt_a', object: { id: 'x', status: 'paid' }, progress: [4, 1, 900] }),
      seen({ key: 'evt_b', object: { id: 'x', status: 'open' }, progress: [1, 1, 0] }),
    ]
    for (const order of permutations(sightings)) expect(settleAll(order)?.winner.key).toBe('evt_a')
  })

  it('of several updates in one second, the one whose previous_attributes continue the others wins in every order', () => {
    const chain = [
      seen({ key: 'evt_c', object: { id: 'x', n: 1, s: 'a' }, previous: { n: 0 } }),
      seen({ key: 'evt_b', object: { id: 'x', n: 1, s: 'b' }, previous: { s: 'a' } }),
      seen({ key: 'evt_a', object: { id: 'x', n: 2, s: 'b' }, previous: { n: 1 } }),
    ]
    for (const order of permutations(chain)) expect(settleAll(order).winner.key).toBe('evt_a')
  })

  it('an added metadata key counts as null before', () => {
    const first = seen({ key: 'evt_z', object: { id: 'x', metadata: {} }, previous: { name: 'old' } })
    const second = seen({
      key: 'evt_a',
      object: { id: 'x', metadata: { k: '1' } },
      previous: { metadata: { k: null } },
    })
    for (const order of permutations([first, second])) {
      expect(settleAll(order).winner.key).toBe('evt_a')
    }
    expect(settle(settleAll([first]), second).verdict).toBe('tie_by_previous')
  })

  it('where nothing tells the order, all permutations still agree, and the doubt is said', () => {
    const on = seen({ key: 'evt_a', object: { id: 'x', active: true }, previous: { active: false } })
    const off = seen({ key: 'evt_b', object: { id: 'x', active: false }, previous: { active: true } })
    for (const order of permutations([on, off])) expect(settleAll(order).winner.key).toBe('evt_b')
    expect(settle(settleAll([on]), off).verdict).toBe('tie_unsure')
  })

  it('equal objects are no doubt', () => {
    const settled = settle(settleAll([seen()]), seen({ key: 'evt_b' }))
    expect(settled.verdict).toBe('tie_by_previous')
  })

  it('a deleted object is never brought back, by whatever comes later or is newer', () => {
    const deleted = seen({ key: 'evt_d', kind: 'deleted', gone: true })
    const newer = seen({ key: 'evt_n', at: T0 + 60 })
    for (const order of permutations([seen(), deleted, newer])) expect(settleAll(order).winner.key).toBe('evt_d')
  })

  it('a snapshot yields to an event of its second and wins over an older one', () => {
    const snapshot = seen({ key: 'snapshot:1', kind: 'snapshot', at: T0 + 1 })
    const same = seen({ key: 'evt_s', at: T0 + 1 })
    for (const order of permutations([snapshot, same, seen()])) expect(settleAll(order).winner.key).toBe('evt_s')
    for (const order of permutations([snapshot, seen()])) expect(settleAll(order).winner.key).toBe('snapshot:1')
  })

  it('the same sighting again changes nothing', () => {
    const once = settleAll([seen(), seen({ key: 'evt_b', at: T0 + 1 })])
    expect(settle(once, seen({ key: 'evt_b', at: T0 + 1 })).winner).toEqual(once.winner)
    expect(settle(once, seen({ key: 'evt_b', at: T0 + 1 })).contenders).toHaveLength(1)
  })

  it('any permutation with duplicates of a random set gives one winner', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed)
      const mayReturn = seed % 2 === 0
      const set = Array.from({ length: 7 }, (_, at) => {
        const kind =
          (['snapshot', 'created', 'updated', 'updated', 'deleted'] as const)[Math.floor(random() * 5)] ?? 'updated'
        const n = Math.floor(random() * 3)
        return seen({
          key: `k${at}`,
          at: T0 + Math.floor(random() * 3),
          kind,
          mayReturn,
          gone: kind === 'deleted' && random() < 0.5,
          object: { id: 'x', n },
          previous: random() < 0.5 ? { n: Math.floor(random() * 3) } : null,
          progress: random() < 0.5 ? [Math.floor(random() * 2), Math.floor(random() * 2)] : [],
        })
      })
      const winners = Array.from(
        { length: 12 },
        () => settleAll(shuffled([...set, ...set.slice(0, 3)], random)).winner.key,
      )
      expect(new Set(winners).size, `seed ${seed}: ${winners.join(' ')}`).toBe(1)
    }
  })
})
