import type { MailContent } from '../render-mail.ts'

export const STARTER_TRIGGERS = [
  'subscription.created',
  'subscription.canceled',
  'payment.failed',
  'subscription.renewing',
  'subscription.trial_ending',
  'payment.succeeded',
  'charge.refunded',
] as const
export type StarterTrigger = (typeof STARTER_TRIGGERS)[number]

/** A template to begin with: it can be sent as it is, and is meant to be changed. */
export interface Starter extends MailContent {
  id: string
  name: string
  category: 'transactional' | 'marketing'
  /** Without a value for these the mail would say nothing; it is not sent then. */
  required: string[]
  binding: { trigger: StarterTrigger }
}
