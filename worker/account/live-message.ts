/** Sent to browsers over the live WebSocket once the read model holds what it tells. */
export type LiveMessage =
  | { type: 'hello' }
  | {
      type: 'events'
      events: { id: string; type: string; created: string; received_at: string; outcome: string; seq: number }[]
    }
  | { type: 'catalog' }
  /** Customers, or who waits to be matched, have changed: read them again. */
  | { type: 'customers' }
  /** Runs, mails or webhooks have changed: read them again. */
  | { type: 'runs' }
  /** What the owner should know has changed: read it again. */
  | { type: 'notices' }
  /** The connection's status, conditions or facts have changed: read it again. */
  | { type: 'connection' }
  /** Progress of a job, as `GET /api/v1/jobs/{id}` answers it. */
  | { type: 'job'; id: string; kind: string; status: string }
