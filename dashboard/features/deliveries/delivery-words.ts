import type { Delivery } from '../../lib/api-types.ts'
import { DELIVERY_WORDS } from '../../lib/delivery-words.ts'

/** Which keeps mails instead of sending them. */
const OUTBOX = 'outbox'

const KINDS: Record<Delivery['kind'], string> = {
  automation: 'An automation sent it.',
  test: 'Somebody sent it as a test.',
  notice: 'Billhook tells its operators something.',
  change: 'A customer changed, and an endpoint listens for that.',
}

export function kindWords({ kind }: Pick<Delivery, 'kind'>): string {
  return KINDS[kind]
}

/** To whom, as far as it is known. */
export function recipientOf({ to, customer }: Pick<Delivery, 'to' | 'customer'>): string {
  return to ?? customer?.email ?? customer?.name ?? 'Not known yet'
}

const ADVICE: Readonly<Record<string, string>> = {
  no_address: 'Add an e-mail address to the customer, here or in Stripe, and send it again.',
  test_mode:
    'Nothing: test mode keeps mails to real people from leaving. To let it go out, allow the address in the settings.',
  bounced: 'Ask the customer for another address. Take this one off the suppressed addresses when it works again.',
  complained: 'Write to this person by other means; mail to people who call it spam harms all your mail.',
  unsubscribed: 'Nothing: this person does not want such mail.',
  manual: 'Take the address off the suppressed addresses if it should get mail again.',
  frequency_cap: 'Nothing: the customer got another mail shortly before.',
  quiet_hours: 'Nothing: it goes out when the quiet hours are over.',
  missing_variable:
    'Give the template another way to say it, or take the variable off its required ones, and send it again.',
  template_error: 'Correct the template, publish it, and send it again.',
  template_too_slow: 'Let the template loop less, publish it, and send it again.',
  template_canceled: 'Nothing, unless the template’s own rule is wrong.',
  mail_too_large: 'Shorten the template, publish it, and send it again.',
  no_template: 'Choose another template in the automation.',
  endpoint_disabled: 'Turn the endpoint on again, then send it again.',
  gone: 'The receiver said that it is gone for good: change the endpoint’s address.',
  exhausted: 'The receiver did not take it in any try. Mend it there, and send it again.',
  transport_misconfigured: 'Look at the mail settings of this deployment, and send it again.',
  transport_unavailable: 'Nothing: it is tried again by itself.',
}

const BY_STATUS: Partial<Record<Delivery['status'], string>> = {
  queued: 'Nothing: it is on its way.',
  sending: 'Nothing: it is on its way.',
  failed: 'Read what the provider answered below, mend it, and send it again.',
  bounced: ADVICE.bounced ?? '',
  complained: ADVICE.complained ?? '',
}

/** What became of it, in a sentence. */
export function outcomeOf({ status, reason, transport }: Pick<Delivery, 'status' | 'reason' | 'transport'>): string {
  if (reason !== null) return reason
  if (status === 'sent' && transport === OUTBOX) return 'It was kept in the outbox: nothing left this deployment.'
  return DELIVERY_WORDS[status].meaning
}

/** What to do about how it ended, in a sentence; null where nothing is known, or nothing is to be done. */
export function adviceFor({ code, status, transport }: Pick<Delivery, 'code' | 'status' | 'transport'>): string | null {
  if (code === null && status === 'sent' && transport === OUTBOX)
    return 'Nothing while you try things out. Choose a mail provider for this deployment when mails are to reach people.'
  return (code === null ? undefined : ADVICE[code]) ?? BY_STATUS[status] ?? null
}

const OUTCOMES: Record<Delivery['attempts'][number]['outcome'], string> = {
  sent: 'Taken',
  retry: 'Tried again later',
  failed: 'Refused',
  unknown: 'No clear answer',
  held: 'Kept, and sent to nobody',
  canceled: 'Written, and not to be sent',
}

export function outcomeWords(outcome: Delivery['attempts'][number]['outcome']): string {
  return OUTCOMES[outcome]
}
