import type { MailContext } from '../../worker/mail/mail-context.ts'
import type { MailContent, RenderOptions } from '../../worker/mail/render-mail.ts'

/** A mail whose html alone matters; the rest is filled in. */
export function mailContent(over: Partial<MailContent> = {}): MailContent {
  return { subject: 'A subject', preheader: null, html: '<p>Hello</p>', text: null, layout: null, ...over }
}

export function mailContext(over: Partial<MailContext> = {}): MailContext {
  return {
    customer: { id: 'cust_1', email: 'ada@example.com', name: 'Ada Lovelace', locale: 'en', currency: 'eur' },
    event: { type: 'payment.succeeded', mode: 'test', data: {} },
    ...{ previous: {}, links: {}, account: {}, message: {}, now: '2026-11-30T09:00:00Z' },
    ...over,
  }
}

export const LENIENT: RenderOptions = { strict: false }
export const STRICT: RenderOptions = { strict: true }
