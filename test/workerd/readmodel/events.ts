import type { EventProjection } from '../../../worker/readmodel/write-events.ts'

export function anEvent(over: Partial<EventProjection> = {}): EventProjection {
  return {
    seq: 1,
    id: 'evt_1',
    type: 'product.updated',
    created: 1_767_225_600,
    receivedAtMs: 1_767_225_601_000,
    processedAtMs: null,
    apiVersion: null,
    source: 'webhook',
    outcome: 'processed',
    stale: true,
    duplicates: 0,
    attempts: 1,
    error: null,
    stripeObjectId: 'prod_1',
    stripeCustomerId: null,
    customerId: null,
    rev: 1,
    notes: '["ü \\"quoted\\""]',
    changes: '[]',
    runs: '[]',
    payload: '{"id":"evt_1","text":"line\\nü"}',
    ...over,
  }
}
