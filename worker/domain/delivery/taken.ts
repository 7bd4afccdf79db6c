import type { StoredCustomer } from '../customer.ts'
import type { JsonObject } from '../json.ts'
import type { AccountSettings } from '../settings.ts'
import type { TemplateContent } from '../template.ts'
import type { Attempt, Delivery, MailMessage } from './delivery.ts'

export type MailTransportName = 'outbox' | 'resend' | 'cloudflare' | 'smtp'

/** All that a consumer needs to send one delivery. */
export type TakenDelivery =
  | {
      channel: 'mail'
      delivery: Delivery
      to: string
      mode: 'test' | 'live'
      nowMs: number
      /** It is rendered and kept, and goes to nobody. */
      held: { code: string; reason: string } | null
      customer: StoredCustomer | null
      /** Stripe's event, as long as its payload is kept. */
      event: JsonObject | null
      content: TemplateContent | null
      /** As an attempt before had it: a provider knows a delivery's id only together with the same mail. */
      message: MailMessage | null
      required: string[]
      category: 'transactional' | 'marketing'
      /** Html of layouts and snippets, by id. */
      parts: Record<string, string>
      mail: AccountSettings['mail']
    }
  /** Secrets are sealed. */
  | { channel: 'webhook'; delivery: Delivery; url: string; secrets: string[] }

/** Code of an attempt whose consumer was lost: nobody knows how far it came. */
export const CONSUMER_FAILED = 'consumer_failed'

/** What became of an attempt. */
export interface DeliveryReport {
  id: string
  attempt: Omit<Attempt, 'atMs'>
  /** `held`: kept, and sent to nobody. `canceled`: the template said so. `gone`: the receiver wants no more. */
  outcome: 'sent' | 'held' | 'retry' | 'failed' | 'unknown' | 'canceled' | 'gone'
  code: string | null
  reason: string | null
  /** Before that it need not be tried again. */
  afterSeconds: number | null
  transport: string | null
  providerId: string | null
  message: MailMessage | null
  /** Which language of its template a mail was written in; null: the default. Absent where none was written. */
  language?: string | null
  /** It counts for how often a customer gets marketing. */
  isMarketing: boolean
}
