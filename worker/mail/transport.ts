/** One mail to one person, as it is to be sent; nothing is added but what the transport needs. */
export interface OutgoingMail {
  /** The same for every attempt: what makes sending idempotent where the transport can be. At most 256 characters. */
  deliveryId: string
  /** `Name <address>` or an address. */
  from: string
  replyTo: string | null
  /** One address, without a name. */
  to: string
  subject: string
  html: string
  text: string
  /** Headers beside those that the other fields make, such as List-Unsubscribe. */
  headers: Record<string, string>
}

/** Why a mail was not sent, or may not have been. */
export type SendCode =
  /** The mail itself cannot be sent by anybody: a line break in a header, no address. */
  | 'mail_invalid'
  /** The transport's key, password or sending domain is not accepted. */
  | 'transport_unauthorized'
  /** The transport is set up wrongly. */
  | 'transport_misconfigured'
  | 'transport_unavailable'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'timeout'
  | 'network'
  | 'sender_refused'
  | 'recipient_refused'
  /** The provider no longer writes to this address, after a bounce or a complaint. */
  | 'recipient_suppressed'
  | 'mail_refused'
  | 'delivery_failed'
  /** The provider has had another mail under this delivery id. */
  | 'idempotency_conflict'
  /** The connection ended after the mail had gone out and before the answer came. */
  | 'answer_lost'

/** `detail` is one sentence for people: never a key, never a password. */
export type SendResult =
  /** The transport has taken it over; that is not yet delivered. */
  | { outcome: 'sent'; providerId: string | null; detail: string }
  /** It was not sent and may be later; not before `afterSeconds` where the transport says so. */
  | { outcome: 'retry'; code: SendCode; detail: string; afterSeconds: number | null }
  /** Trying again changes nothing. */
  | { outcome: 'failed'; code: SendCode; detail: string }
  /** It may have been sent: of a transport that is not idempotent, or that has had another mail under this id. */
  | { outcome: 'unknown'; code: SendCode; detail: string }

export interface MailTransport {
  readonly name: 'outbox' | 'resend' | 'cloudflare' | 'smtp'
  /** The same delivery id reaches a person once, however often it is sent; at Resend for RESEND_IDEMPOTENCY_HOURS. */
  readonly isIdempotent: boolean
  /** Never throws for what a network, a provider or a mail can do. */
  send(mail: OutgoingMail): Promise<SendResult>
}
