import type { MailContext } from './mail-context.ts'
import type { StarterTrigger } from './starters/starter.ts'

export const PERSONAS = ['typical', 'edge'] as const
/** `edge` is who templates are seldom thought of with: no name, German, paying in yen, hardly anything known. */
export type Persona = (typeof PERSONAS)[number]

const NOW = '2026-11-30T09:00:00Z'

/** What templates are previewed with before there is a customer. The typical persona has a value for every variable. */
export function sampleContext(trigger: StarterTrigger, persona: Persona): MailContext {
  return persona === 'typical' ? typical(trigger) : edge(trigger)
}

const LINKS = {
  billing_portal: 'https://billing.example.com/portal',
  update_payment: 'https://billing.example.com/update-payment',
  unsubscribe: 'https://mail.example.com/unsubscribe/sample',
}

/** A picture that needs no network. */
const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='32' height='32'%3E%3Crect width='32' height='32' rx='8' fill='%231d4ed8'/%3E%3C/svg%3E"

const REASONS: Partial<Record<StarterTrigger, string>> = {
  'payment.failed': 'Your card has insufficient funds.',
  'charge.refunded': 'requested_by_customer',
  'subscription.canceled': 'too_expensive',
}

function typical(trigger: StarterTrigger): MailContext {
  const isTrial = trigger === 'subscription.trial_ending'
  const isEnded = trigger === 'subscription.canceled'
  return {
    customer: {
      ...{ id: 'cust_sample', email: 'ada@example.com', name: 'Ada Lovelace', first_name: 'Ada' },
      ...{ external_id: 'cus_sample', user_id: '4711', locale: 'en-GB', timezone: 'Europe/London' },
      ...{ created_at: '2026-08-03T10:12:00Z', tags: ['beta'], packages: ['team'] },
      stage: isTrial ? 'trial' : isEnded ? 'churned' : 'customer',
      status: isTrial ? 'trialing' : isEnded ? 'canceled' : 'active',
      ...{ access: isEnded ? 'expired' : 'active', access_until: '2026-12-07T09:00:00Z' },
      ...{ plan: 'Team', quantity: 5, mrr: 4_900, currency: 'eur' },
      ...{ renewal_date: '2026-12-07T09:00:00Z', trial_end: '2026-12-03T09:00:00Z' },
      ...{ cancel_at: '2027-08-03T10:12:00Z', fields: { onboarding_done: true } },
    },
    event: {
      ...{ id: 'evt_sample', type: trigger, created_at: NOW, mode: 'test', amount: 4_900, currency: 'eur' },
      ...{ reason: REASONS[trigger] ?? 'subscription_cycle', attempt: 1, days: 7 },
      next_attempt_at: '2026-12-03T09:00:00Z',
      data: { object: 'sample' },
    },
    subscription: {
      ...{ id: 'sub_sample', status: isTrial ? 'trialing' : isEnded ? 'canceled' : 'active', plan: 'Team' },
      ...{ quantity: 5, amount: 4_900, currency: 'eur', interval: 'month', interval_count: 1 },
      ...{ current_period_end: '2026-12-07T09:00:00Z', trial_end: '2026-12-03T09:00:00Z' },
      ...{ cancel_at: '2027-08-03T10:12:00Z', canceled_at: NOW, ended_at: NOW, created_at: '2026-08-03T10:12:00Z' },
    },
    invoice: {
      ...{ id: 'in_sample', number: 'A1B2C3-0007', status: trigger === 'payment.failed' ? 'open' : 'paid' },
      ...{ hosted_url: 'https://invoice.example.com/i/sample', pdf_url: 'https://invoice.example.com/i/sample.pdf' },
      ...{ total: 4_900, amount_due: 4_900, amount_paid: 4_900, amount_remaining: 4_900, currency: 'eur' },
      ...{ created_at: NOW, due_date: '2026-12-14T09:00:00Z' },
      lines: [
        { description: '5 × Team (at €9.00 / month)', amount: 4_500, quantity: 5 },
        { description: 'Extra storage', amount: 400, quantity: 1 },
      ],
    },
    charge: {
      ...{ id: 'ch_sample', amount: 4_900, amount_refunded: 4_900, currency: 'eur', created_at: NOW },
      card: { brand: 'visa', last4: '4242' },
      failure_message: 'Your card has insufficient funds.',
      receipt_url: 'https://pay.example.com/receipts/sample',
    },
    previous: { status: 'trialing' },
    links: LINKS,
    account: {
      ...{ name: 'Example Works', support_email: 'help@example.com', website: 'https://example.com' },
      ...{ address: 'Example Works Ltd\n1 Example Street\nLondon', logo_url: LOGO },
    },
    message: { id: 'dlv_sample', template: 'tmpl_sample', automation: 'auto_sample', language: 'en' },
    now: NOW,
  }
}

function edge(trigger: StarterTrigger): MailContext {
  return {
    customer: {
      ...{
        id: 'cust_edge',
        email: 'k@example.jp',
        locale: 'de-AT',
        timezone: 'Asia/Tokyo',
        currency: 'jpy',
        mrr: 1_200,
      },
      ...{ created_at: '2026-11-01T00:00:00Z', tags: [], packages: [], access: 'active', fields: {} },
      renewal_date: '2026-12-07T15:30:00Z',
    },
    event: { type: trigger, created_at: NOW, mode: 'test', amount: 1_200, currency: 'jpy', data: {} },
    subscription: { id: 'sub_edge', status: 'trialing', currency: 'jpy', trial_end: '2026-12-03T15:30:00Z' },
    previous: {},
    links: { unsubscribe: LINKS.unsubscribe },
    account: { address: '1 Example Street' },
    message: {},
    now: NOW,
  }
}
