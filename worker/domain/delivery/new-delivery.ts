import type { Delivery } from './delivery.ts'

/** A delivery that is to leave at once; what is not given is nothing. */
export function newDelivery(
  of: Pick<Delivery, 'id' | 'number' | 'channel' | 'kind'> & Partial<Delivery>,
  nowMs: number,
): Delivery {
  return {
    ...{
      status: 'queued',
      code: null,
      reason: null,
      customerId: null,
      run: null,
      occurrence: null,
      template: null,
      content: null,
    },
    ...{ endpoint: null, type: null, body: null, to: null, transport: null, providerId: null, attempts: [] },
    ...{ nextAttemptAtMs: null, resendOf: null, sentAtMs: null, endedAtMs: null },
    createdAtMs: nowMs,
    queuedAtMs: nowMs,
    ...of,
  }
}
