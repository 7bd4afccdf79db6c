import type { Occurrence as Happened } from '../domain/automation/occurrence.ts'
import type { TakenDelivery } from '../domain/delivery/taken.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { languageFor, wordsIn } from '../domain/template.ts'
import { isoOfMs } from '../domain/times.ts'
import type { PlanNames } from './context/customer.ts'
import { type MailAccount, type MailContext, mailContextOf, type Occurrence } from './mail-context.ts'
import type { RenderFailure } from './render-failure.ts'
import { type RenderedMail, renderMail } from './render-mail.ts'
import { sampleContext } from './sample-context.ts'
import { settingsContext } from './settings-context.ts'
import { STARTER_LAYOUTS, STARTER_SNIPPETS } from './starters.ts'

type TakenMail = Extract<TakenDelivery, { channel: 'mail' }>

/** What surrounds a mail, besides its customer and what happened. */
export interface Around {
  /** Where the dashboard is. */
  dashboardUrl: string
  account: MailAccount
  planNames: PlanNames
  unsubscribe?: string | undefined
}

export interface NotRendered {
  outcome: 'failed' | 'canceled'
  code: string
  reason: string
}

/** `language`: which of the template's it is in; null for the default. */
export interface RenderedDelivery extends RenderedMail {
  language: string | null
}

/** The words of a delivery for its customer, in their language where there are such. A test says what is missing; a mail that is sent leaves it blank. */
export async function renderTaken(taken: TakenMail, around: Around): Promise<Result<RenderedDelivery, NotRendered>> {
  const { delivery, content, required, parts } = taken
  if (!content) return fail({ outcome: 'failed', code: 'no_template', reason: 'The template was deleted.' })
  const context = contextOf(taken, around)
  // Words of its own were chosen when it was made.
  const language = delivery.content ? (delivery.language ?? null) : languageFor(content, context.customer.locale)
  const rendered = await renderMail(wordsIn(content, language), context, {
    ...{ strict: delivery.kind === 'test', required, language },
    layouts: { ...STARTER_LAYOUTS, ...parts },
    snippets: { ...STARTER_SNIPPETS, ...parts },
    ...(around.unsubscribe && { unsubscribeUrl: around.unsubscribe }),
  })
  return rendered.ok ? ok({ ...rendered.value, language }) : fail(notRendered(rendered.error, language))
}

/** A test that names no customer is for nobody: it shows sample values. A notice is from Billhook itself. */
function contextOf(taken: TakenMail, { account, planNames, dashboardUrl }: Around): MailContext {
  const { delivery, customer, event, mode, mail, nowMs } = taken
  const said = settingsContext(mail)
  const from = { ...account, ...said.account }
  if (delivery.kind === 'notice') {
    const billhook = { name: 'Billhook', website: dashboardUrl }
    const event = { type: 'notice', mode, created_at: isoOfMs(nowMs) }
    return { customer: {}, event, previous: {}, links: {}, account: billhook, message: {}, now: isoOfMs(nowMs) }
  }
  if (!customer) {
    const sample = sampleContext('payment.succeeded', 'typical')
    return { ...sample, account: { ...sample.account, ...from }, links: { ...sample.links, ...said.links } }
  }
  return mailContextOf({
    ...{ customer, payload: event, occurrence: occurrenceOf(delivery.occurrence, mode) },
    ...{ account: from, links: said.links, planNames, nowMs },
    message: {
      id: delivery.id,
      ...(delivery.template && { template: delivery.template.id }),
      ...(delivery.run && { automation: delivery.run.automation }),
    },
  })
}

/** In the words of templates: amounts and moments of what happened. */
export function occurrenceOf(happened: Happened | null, mode: 'test' | 'live'): Occurrence {
  if (!happened) return { type: 'test', mode }
  const { trigger, atMs, subscription, data } = happened
  return { ...(data as Partial<Occurrence>), type: trigger, mode, at: isoOfMs(atMs), subscription }
}

function notRendered(failure: RenderFailure, language: string | null): NotRendered {
  const at = language === null ? '' : `${language}, `
  const failed = (code: string, reason: string): NotRendered => ({ outcome: 'failed', code, reason })
  switch (failure.type) {
    case 'canceled':
      return { outcome: 'canceled', code: 'template_canceled', reason: `The template said so: ${failure.reason}` }
    case 'missing':
      return failed('missing_variable', `Without a value: ${failure.variables.join(', ')}.`)
    case 'syntax':
      return failed(
        'template_error',
        `${at}${failure.part}, line ${failure.line}, column ${failure.column}: ${failure.message}`,
      )
    case 'budget':
      return failed('template_too_slow', `${at}${failure.part}: ${failure.message}`)
    case 'too_large':
      return failed('mail_too_large', `${at}${failure.part} has more than ${failure.maxChars} characters.`)
  }
}
