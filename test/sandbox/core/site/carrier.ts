import type { DeliveryQueue } from '../delivery.ts'

export interface DeliveryCounts {
  /** Waiting for their turn, for another try, or for an answer. */
  open: number
  delivered: number
  failed: number
  givenUp: number
}

/** Who brings deliveries to their endpoints. */
export interface Carrier {
  /** Sends what is due. */
  pump(): void
  /** Resolves when nothing is due and nothing under way. */
  settled(): Promise<void>
  counts(): DeliveryCounts
}

/** Nobody does: deliveries wait until they are fetched through the controls. */
export function passiveCarrier(queue: DeliveryQueue): Carrier {
  return {
    pump() {},
    async settled() {},
    counts: () => ({ open: queue.size, delivered: 0, failed: 0, givenUp: 0 }),
  }
}
