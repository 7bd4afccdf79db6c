import type { Delivery } from '../../sandbox/core/delivery.ts'
import { seededRandom } from '../../support/random.ts'
import type { OwnStripe } from './sandbox.ts'

export interface ShuffledWebhooks {
  /** Keeps back what is told of them, so that it is shuffled with what comes until `letGo`. */
  hold(): void
  letGo(): void
  /** How many deliveries have left so, the second ones included. */
  count(): number
}

/**
 * From now on the sandbox tells of some customers, by their address, twice and in an order that chance makes, among all that waits for them;
 * of everybody else as before.
 */
export function shuffleWebhooks(
  { sandbox }: OwnStripe,
  { seed, isMeant }: { seed: number; isMeant: (email: string) => boolean },
): ShuffledWebhooks {
  const { queue } = sandbox.site
  const random = seededRandom(seed)
  const takeNext = queue.take.bind(queue)
  const [usual, pool]: [Delivery[], Delivery[]] = [[], []]
  let isHeld = false
  let count = 0
  queue.take = () => {
    for (let next = takeNext(); next; next = takeNext()) {
      if (isMeant(sandbox.stripe.customers.get(customerIn(next))?.email ?? ''))
        pool.push(...(next.attempt === 1 ? [next, next] : [next]))
      else usual.push(next)
    }
    const first = usual.shift()
    if (first || isHeld || pool.length === 0) return first ?? null
    count += 1
    return pool.splice(Math.floor(random() * pool.length), 1)[0] ?? null
  }
  return {
    hold() {
      isHeld = true
    },
    letGo() {
      isHeld = false
    },
    count: () => count,
  }
}

function customerIn({ event }: Delivery): string {
  const object = event.data.object as { id?: string; object: string; customer?: string | { id: string } | null }
  if (object.object === 'customer') return object.id ?? ''
  return (typeof object.customer === 'string' ? object.customer : object.customer?.id) ?? ''
}
