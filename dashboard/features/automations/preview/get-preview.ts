import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../../lib/api.ts'
import type { Customer, EventSummary, TemplatePreview } from '../../../lib/api-types.ts'
import { STRIPE_PREFIX } from '../words/trigger-words.ts'

/** Which type of Stripe’s events tells of a trigger; of the others no single one does. */
const TOLD_BY: Readonly<Record<string, string>> = {
  'payment.failed': 'invoice.payment_failed',
  'payment.succeeded': 'invoice.paid',
  'payment.recovered': 'invoice.paid',
  'payment.action_required': 'invoice.payment_action_required',
  'charge.refunded': 'charge.refunded',
  'dispute.opened': 'charge.dispute.created',
  'dispute.closed': 'charge.dispute.closed',
  'invoice.upcoming': 'invoice.upcoming',
  'subscription.created': 'customer.subscription.created',
  'subscription.updated': 'customer.subscription.updated',
  'subscription.plan_changed': 'customer.subscription.updated',
  'subscription.cancel_scheduled': 'customer.subscription.updated',
  'subscription.canceled': 'customer.subscription.deleted',
  'subscription.trial_ending': 'customer.subscription.trial_will_end',
  'customer.created': 'customer.created',
}

export interface PreviewOf {
  mode: Mode
  templateId: string
  trigger: string
  /** Null: for a made-up customer. */
  customerId: string | null
}

export interface ShownPreview {
  mail: TemplatePreview
  /** When what it is about happened; null where no such event is known of that customer. */
  happenedAt: string | null
}

/** A mail for a customer, about the latest of its events that fits, so that amounts and dates are real too. */
export function previewQuery(of: PreviewOf) {
  const { mode, templateId, trigger, customerId } = of
  return queryOptions({
    queryKey: ['templates', mode, 'preview', templateId, trigger, customerId],
    queryFn: async ({ signal }): Promise<ShownPreview> => {
      const event = customerId === null ? null : await latestEvent(of, customerId, signal)
      const about = event
        ? { event: event.id }
        : customerId === null
          ? { sample: 'standard' }
          : { customer: customerId }
      const mail = await callApi<TemplatePreview>(`/api/v1/templates/${encodeURIComponent(templateId)}/preview`, {
        ...{ method: 'POST', mode, signal, body: about },
      })
      return { mail, happenedAt: event?.created ?? null }
    },
  })
}

async function latestEvent(
  { mode, trigger }: PreviewOf,
  customerId: string,
  signal: AbortSignal,
): Promise<EventSummary | null> {
  const type = trigger.startsWith(STRIPE_PREFIX) ? trigger.slice(STRIPE_PREFIX.length) : TOLD_BY[trigger]
  if (type === undefined || type === '') return null
  const { external_id: customer } = await callApi<Customer>(`/api/v1/customers/${encodeURIComponent(customerId)}`, {
    mode,
    signal,
  })
  if (customer === null) return null
  const query = { customer, type, outcome: 'processed', limit: 1 }
  const { data } = await callApi<Page<EventSummary>>('/api/v1/events', { mode, signal, query })
  return data[0] ?? null
}
