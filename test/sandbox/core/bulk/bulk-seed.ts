/** What a seeding at scale makes; everything else follows from it. Times are seconds. */
export interface BulkSeed {
  seed: string
  customers: number
  /** Each paid by a charge. */
  invoicesPerCustomer: number
  /** When the first customer came, and when the last. */
  from: number
  to: number
  /** What is the present for the subscriptions' periods. */
  now: number
}

/** From this share of the customers on, one after the other came within one second, as after somebody's own import. */
const CROWD_AT = 0.4
/** More than fit on a page. */
const CROWD_SIZE = 250
const ENOUGH_FOR_A_CROWD = 600

/** When the customer and the subscription of that index were made; never earlier than those of the index before. */
export function createdAt(seed: BulkSeed, index: number): number {
  const at = (position: number) =>
    seed.from + Math.floor(((position + 1) * (seed.to - seed.from)) / (seed.customers + 1))
  if (seed.customers < ENOUGH_FOR_A_CROWD) return at(index)
  const first = Math.floor(seed.customers * CROWD_AT)
  return at(index >= first && index < first + CROWD_SIZE ? first : Math.max(index, 0))
}
