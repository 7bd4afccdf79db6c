import type { Occurrence } from '../automation/occurrence.ts'
import type { TemplateContent } from '../template.ts'

export const DELIVERY_STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
  'skipped',
  'canceled',
] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** Whoever deals with it has nothing left to do. */
export const SETTLED: readonly DeliveryStatus[] = DELIVERY_STATUSES.filter((it) => it !== 'queued' && it !== 'sending')

/** One mail or outgoing webhook. Times are ms. */
export interface Delivery {
  id: string
  /** Order of creation within the tenant. */
  number: number
  channel: 'mail' | 'webhook'
  /** `change`: a customer changed, and an endpoint wants to know. */
  kind: 'automation' | 'test' | 'notice' | 'change'
  status: DeliveryStatus
  /** Why it ended as it did: a stable word and a sentence; null while it is under way. */
  code: string | null
  reason: string | null
  customerId: string | null
  run: { id: string; automation: string; step: number } | null
  occurrence: Occurrence | null
  template: { id: string; version: number } | null
  /** Words of its own, of a test or a notice; null: those of its template. */
  content: TemplateContent | null
  /** Of a mail: the language of its template that it is in; null or absent: the default, or not written yet. */
  language?: string | null
  endpoint: string | null
  /** Of a webhook. */
  type: string | null
  /** JSON text, as it is signed. */
  body: string | null
  /** Where it goes; null until it is known: the customer's address when it is sent. */
  to: string | null
  transport: string | null
  /** What the provider calls it. */
  providerId: string | null
  attempts: Attempt[]
  nextAttemptAtMs: number | null
  /** Another delivery that this one repeats. */
  resendOf: string | null
  createdAtMs: number
  /** When it was last given to a queue. */
  queuedAtMs: number
  sentAtMs: number | null
  endedAtMs: number | null
}

export interface Attempt {
  atMs: number
  /** `held`, `canceled`: written, and sent to nobody, as the mode or the template said. */
  outcome: 'sent' | 'retry' | 'failed' | 'unknown' | 'held' | 'canceled'
  code: string | null
  /** The answer, in words: cut, and without secrets. */
  detail: string
  /** Of webhooks: HTTP status, ms. */
  status?: number | null
  durationMs?: number
}

/** What was sent. */
export interface MailMessage {
  from: string
  reply_to: string | null
  to: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}
