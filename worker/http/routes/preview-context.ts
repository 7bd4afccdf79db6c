import type { StoredCustomer } from '../../domain/customer.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { Template } from '../../domain/template.ts'
import { type MailContext, mailContextOf } from '../../mail/mail-context.ts'
import { plansNamed } from '../../mail/plans-named.ts'
import { occurrenceOf } from '../../mail/render-taken.ts'
import { sampleContext } from '../../mail/sample-context.ts'
import { settingsContext } from '../../mail/settings-context.ts'
import { STARTER_TRIGGERS } from '../../mail/starters/starter.ts'
import { readCustomer } from '../../readmodel/customers.ts'
import { readEvent } from '../../readmodel/events.ts'
import { readMailAccount } from '../../readmodel/mail-account.ts'
import { eventOccurrences } from '../../stripe/event-occurrences.ts'
import { refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { PreviewInput } from '../schemas/template-input.ts'
import { tenantNowMs, tenantRules } from './tenant-rules.ts'

/** What a preview shows: values of a customer, of an event and its customer, or made-up ones. 422 for an unknown one. */
export async function previewContext(
  c: AppContext,
  { binding }: Pick<Template, 'binding'>,
  { customer: customerId, event: eventId, sample = 'standard' }: Omit<PreviewInput, 'content' | 'language'>,
): Promise<MailContext> {
  const told = eventId === undefined ? null : await toldBy(c, eventId)
  const customer = told?.customer ?? (customerId === undefined ? null : await previewCustomer(c, customerId))
  const plans = plansNamed(customer, told?.payload ?? null)
  const { account: known, planNames } = await readMailAccount(c.env.DB, c.var.tenant, plans)
  const said = settingsContext((await tenantRules(c)).settings.mail)
  const account = { ...known, ...said.account }
  if (!customer) {
    const trigger = STARTER_TRIGGERS.find((one) => one === binding?.trigger) ?? 'payment.succeeded'
    const context = sampleContext(trigger, sample === 'edge' ? 'edge' : 'typical')
    return {
      ...{ ...context, account: { ...context.account, ...account } },
      links: { ...context.links, ...said.links },
    }
  }
  return mailContextOf({
    ...{ customer, payload: told?.payload ?? null, account, links: said.links, planNames, nowMs: await tenantNowMs(c) },
    occurrence: occurrenceIn(c, binding, told?.payload ?? null),
  })
}

/** 422 where there is none. */
async function previewCustomer(c: AppContext, id: string): Promise<StoredCustomer> {
  const customer = await readCustomer(c.env.DB, c.var.tenant, id)
  return customer ?? refuseInput('/customer', 'unknown_customer', 'There is no such customer.')
}

async function toldBy(c: AppContext, id: string): Promise<{ payload: JsonObject; customer: StoredCustomer }> {
  const found = await readEvent(c.env.DB, c.var.tenant, id)
  if (!found) return refuseInput('/event', 'unknown_event', 'There is no such event.')
  const payload: unknown = found.payload === null ? null : JSON.parse(found.payload)
  if (!isJsonObject(payload)) return refuseInput('/event', 'payload_gone', 'Retention has removed what it brought.')
  const of = found.event.customer?.id
  const customer = of === undefined ? null : await readCustomer(c.env.DB, c.var.tenant, of)
  return customer
    ? { payload, customer }
    : refuseInput('/event', 'event_without_customer', 'This event is about no customer.')
}

/** Of several things that an event says have happened, what the template is for. */
function occurrenceIn(c: AppContext, binding: Template['binding'], payload: JsonObject | null) {
  const { mode } = c.var.tenant
  const happened = payload ? eventOccurrences(payload) : []
  const fitting = happened.find(({ trigger }) => trigger === binding?.trigger) ?? happened.at(-1)
  return fitting
    ? occurrenceOf(fitting, mode)
    : { ...occurrenceOf(null, mode), ...(binding && { type: binding.trigger }) }
}
