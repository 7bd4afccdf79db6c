import { expect } from 'vitest'
import type { StartedBillhook } from './billhook.ts'
import { ask } from './connection.ts'

/** What a mail of each trigger says beyond its name: an amount, a date, a plan. */
type Words = Readonly<Record<string, string>>

const PLAN = '{{ subscription.plan }} is {{ subscription.status }}'
const ENDED = '{{ subscription.plan }} ended on {{ subscription.ended_at | date }}'
const TRIAL_ENDING = '{{ event.days }} days before {{ subscription.trial_end | date }}'
const CHARGED = '{{ charge.amount | money }} on {{ charge.created_at | date }}'
const AGAIN = '{% if event.next_attempt_at %}again on {{ event.next_attempt_at | date }}{% else %}the last{% endif %}'
const REFUNDED = '{{ event.amount | money }} of {{ charge.amount | money }}'

/** Who mails customers about their subscription. */
const MAILER: Words = {
  'subscription.created': PLAN,
  'subscription.canceled': ENDED,
  'payment.failed': `{{ event.amount | money }}, attempt {{ event.attempt }}, ${AGAIN}`,
  'subscription.renewing':
    '{{ subscription.plan }}, {{ event.days }} days before {{ subscription.current_period_end | date }}',
  'subscription.trial_ending': TRIAL_ENDING,
  'payment.succeeded': '{{ event.amount | money }} on {{ event.created_at | date }}',
  'charge.refunded': REFUNDED,
}

/** What a CRM listens to. */
const CRM: Words = {
  'stripe:customer.subscription.created': PLAN,
  'subscription.plan_changed': '{{ subscription.plan }} since {{ event.created_at | date }}',
  'stripe:customer.subscription.deleted': ENDED,
  'subscription.trial_ending': TRIAL_ENDING,
  'stripe:charge.succeeded': CHARGED,
  'stripe:charge.failed': CHARGED,
  'charge.refunded': REFUNDED,
  'invoice.upcoming': '{{ event.amount | money }} on {{ event.next_attempt_at | date }}',
}

/** A template and an automation for each: its subject tells who sends it, the trigger, and what it is about. */
export async function automateMails(billhook: StartedBillhook): Promise<void> {
  for (const [sender, words] of Object.entries({ mailer: MAILER, crm: CRM })) {
    for (const [trigger, about] of Object.entries(words)) await automate(billhook, sender, trigger, about)
  }
}

/** Every sender and trigger, as subjects begin with them. */
export function subjectsBegin(): string[] {
  return [...Object.keys(MAILER).map((one) => `mailer ${one}`), ...Object.keys(CRM).map((one) => `crm ${one}`)]
}

async function automate(billhook: StartedBillhook, sender: string, trigger: string, about: string): Promise<void> {
  const name = `${sender} ${trigger}`
  const make = async (path: string, input: object): Promise<string> => {
    const { status, body } = await ask<{ id: string }>(billhook, path, { method: 'POST', body: input })
    expect(status, `${name}: ${JSON.stringify(body)}`).toBeLessThan(300)
    return body.id
  }
  const subject = `${sender} {{ event.type }}: ${about}`
  const template = await make('/templates', { name, subject, html: '<p>{{ customer.email }}</p>' })
  await make(`/templates/${template}/publish`, {})
  const days = trigger === 'subscription.renewing' ? { days: 7 } : {}
  const actions = [{ type: 'send_email', template }]
  await make('/automations', { name, status: 'on', trigger: { type: trigger, ...days }, actions })
}
