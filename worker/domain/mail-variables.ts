export type VariableKind = 'text' | 'number' | 'money' | 'moment' | 'link' | 'list' | 'any'

/** A variable of mails: what it is, and a sentence for who writes with it. */
export interface KnownVariable {
  kind: VariableKind
  about: string
}

const known = (kind: VariableKind, about: string): KnownVariable => ({ kind, about })

/**
 * Every variable that a template may read, by path. `[]` is any entry of a list, `*` any path below. Amounts (`money`) are
 * in minor units of the `currency` beside them, moments ISO-8601 in UTC.
 */
export const KNOWN_VARIABLES: Readonly<Record<string, KnownVariable>> = {
  'customer.id': known('text', "Billhook's id of the customer."),
  'customer.email': known('text', 'Their e-mail address.'),
  'customer.name': known('text', 'Their name, as Stripe or you have it.'),
  'customer.first_name': known('text', 'The first word of the name of a person; companies have none.'),
  'customer.external_id': known('text', 'The id of their first Stripe customer.'),
  'customer.user_id': known('text', 'Your own id of them.'),
  'customer.locale': known('text', 'Their language and region, such as de-AT; money and dates follow it.'),
  'customer.timezone': known('text', 'Their time zone, such as Europe/Vienna; dates follow it.'),
  'customer.created_at': known('moment', 'When Billhook first knew them.'),
  'customer.tags': known('list', 'Their tags.'),
  'customer.packages': known('list', 'The packages that they may use.'),
  'customer.stage': known('text', 'Their stage, such as trial, customer or churned.'),
  'customer.status': known('text', "Stripe's status of their best subscription."),
  'customer.access': known('text', 'Whether they may come in: none, active, suspended, frozen or expired.'),
  'customer.access_until': known('moment', 'When the access that they have ends, where that is set.'),
  'customer.plan': known('text', 'The name of what they subscribe to.'),
  'customer.quantity': known('number', 'How many of it, seats for instance.'),
  'customer.mrr': known('money', 'What they pay per month.'),
  'customer.currency': known('text', 'The currency they pay in, in three letters.'),
  'customer.renewal_date': known(
    'moment',
    'When their subscription renews next; in a reminder the renewal that it is about.',
  ),
  'customer.trial_end': known('moment', 'When their trial ends or ended.'),
  'customer.cancel_at': known('moment', 'When their subscription is set to end.'),
  'customer.fields.*': known('any', 'A field of your own, by its key.'),
  'event.id': known(
    'text',
    "Stripe's id of the event that the mail is about; there is none for a date that came near.",
  ),
  'event.type': known('text', 'What happened, as automations name it, such as payment.failed.'),
  'event.created_at': known('moment', 'When it happened.'),
  'event.mode': known('text', 'test or live.'),
  'event.amount': known('money', 'The amount that it is about: paid, refused, refunded, or to be paid.'),
  'event.currency': known('text', 'The currency of that amount.'),
  'event.reason': known('text', 'Why: what the bank said, or why the subscription was cancelled.'),
  'event.attempt': known('number', 'Which attempt to charge it was, from 1.'),
  'event.next_attempt_at': known('moment', 'When Stripe tries again; missing where it does not.'),
  'event.days': known('number', 'How many days ahead a reminder is.'),
  'event.data.*': known('any', "Stripe's own object, as the event brought it."),
  'subscription.id': known('text', "Stripe's id of the subscription."),
  'subscription.status': known('text', "Stripe's status of it."),
  'subscription.plan': known('text', 'The name of what is subscribed to.'),
  'subscription.quantity': known('number', 'How many of it.'),
  'subscription.amount': known('money', 'What a period costs before taxes and discounts; missing for tiers and usage.'),
  'subscription.currency': known('text', 'Its currency.'),
  'subscription.interval': known('text', 'The period it is billed by: day, week, month or year.'),
  'subscription.interval_count': known('number', 'How many of those a period has.'),
  'subscription.current_period_end': known('moment', 'When the paid period ends.'),
  'subscription.trial_end': known('moment', 'When its trial ends.'),
  'subscription.cancel_at': known('moment', 'When it is set to end.'),
  'subscription.canceled_at': known('moment', 'When it was cancelled.'),
  'subscription.ended_at': known('moment', 'When it ended.'),
  'subscription.created_at': known('moment', 'When it began.'),
  'invoice.id': known('text', "Stripe's id of the invoice."),
  'invoice.number': known('text', 'The number printed on it.'),
  'invoice.status': known('text', "Stripe's status of it."),
  'invoice.hosted_url': known('link', "Stripe's page on which it can be seen and paid."),
  'invoice.pdf_url': known('link', 'The invoice as a PDF.'),
  'invoice.total': known('money', 'Its total after discounts and taxes.'),
  'invoice.amount_due': known('money', 'What is to be paid.'),
  'invoice.amount_paid': known('money', 'What was paid.'),
  'invoice.amount_remaining': known('money', 'What is still open.'),
  'invoice.currency': known('text', 'Its currency.'),
  'invoice.created_at': known('moment', 'When it was made.'),
  'invoice.due_date': known('moment', 'When it has to be paid, where it is not charged by itself.'),
  'invoice.lines': known('list', 'Its lines, ten at most.'),
  'invoice.lines[].description': known('text', 'What the line is for.'),
  'invoice.lines[].amount': known('money', 'What the line comes to.'),
  'invoice.lines[].quantity': known('number', 'How many.'),
  'charge.id': known('text', "Stripe's id of the charge."),
  'charge.amount': known('money', 'What was charged.'),
  'charge.amount_refunded': known('money', 'What of it has gone back in all.'),
  'charge.currency': known('text', 'Its currency.'),
  'charge.card.brand': known('text', 'The brand of the card, such as visa.'),
  'charge.card.last4': known('text', 'Its last four digits.'),
  'charge.failure_message': known('text', 'Why it failed, as the bank says it.'),
  'charge.receipt_url': known('link', "Stripe's receipt of it."),
  'charge.created_at': known('moment', 'When it was made.'),
  'previous.*': known('any', 'What a value was before the event, by its field.'),
  'links.billing_portal': known('link', 'Where they manage their subscription.'),
  'links.update_payment': known('link', 'Where they change how they pay.'),
  'links.unsubscribe': known('link', 'Ends marketing mail to them; every marketing mail needs it.'),
  'account.name': known('text', 'Your name, as customers know it.'),
  'account.support_email': known('text', 'Where customers find help.'),
  'account.address': known('text', 'Your postal address; every marketing mail needs it.'),
  'account.logo_url': known('link', 'Your logo.'),
  'account.website': known('link', 'Your website.'),
  'message.id': known('text', 'The id of this delivery.'),
  'message.template': known('text', 'The id of the template.'),
  'message.automation': known('text', 'The id of the automation that sends it.'),
  'message.language': known(
    'text',
    'The language of the words that are sent, such as de; none where they are the default.',
  ),
  now: known('moment', 'The moment at which the mail is made.'),
}

/** The paths of amounts, in their segments. */
export const MONEY_PATHS: readonly (readonly string[])[] = Object.entries(KNOWN_VARIABLES)
  .filter(([, { kind }]) => kind === 'money')
  .map(([path]) => path.split('.'))

/** What Liquid itself answers of a text or a list. */
const ENDINGS = ['size', 'first', 'last']

/** Documented itself, a part of what is, or the object that holds some that are. A number stands for an entry of a list. */
export function isKnownVariable(segments: readonly (string | number | null)[]): boolean {
  const path = segments
    .map((segment) => (typeof segment === 'string' ? `.${segment}` : '[]'))
    .join('')
    .slice(1)
  if (PATHS.has(path) || HOLDERS.has(path) || WILDCARDS.some((open) => path.startsWith(open))) return true
  const ending = segments.at(-1)
  return typeof ending === 'string' && ENDINGS.includes(ending) && PATHS.has(path.slice(0, -ending.length - 1))
}

const PATHS = new Set(Object.keys(KNOWN_VARIABLES))
const WILDCARDS = [...PATHS].flatMap((path) =>
  path.endsWith('.*') ? [path.slice(0, -1), `${path.slice(0, -2)}[`] : [],
)
/** `customer`, `charge.card`, `invoice.lines[]`: names of objects. */
const HOLDERS = new Set(
  [...PATHS].flatMap((path) => {
    const segments = path.split('.')
    return segments.slice(1).map((_, at) => segments.slice(0, at + 1).join('.'))
  }),
)
