import { parseMailbox } from '../../../worker/domain/mailbox.ts'
import type { AccountSettings } from '../../../worker/domain/settings.ts'
import type { SettingsProblem } from './settings-problems.ts'

type Mail = AccountSettings['mail']

/** As the settings, but that text which may be empty is never null, and quiet hours are kept while they are off. */
export interface MailForm {
  from: string
  reply_to: string
  postal_address: string
  portal_url: string
  allowed_test_recipients: string[]
  notices_to: string[]
  frequency_cap_days: number
  quiet: boolean
  quiet_hours: NonNullable<Mail['quiet_hours']>
}

const MAX_CAP_DAYS = 90
const MAX_ADDRESS_CHARS = 500
const NIGHT = { from: 21, to: 8 }

export function mailFormOf(mail: Mail): MailForm {
  const { from, reply_to, postal_address, portal_url, frequency_cap_days, quiet_hours } = mail
  const { allowed_test_recipients, notices_to } = mail
  return {
    ...{ from: from ?? '', reply_to: reply_to ?? '', postal_address: postal_address ?? '' },
    portal_url: portal_url ?? '',
    ...{ allowed_test_recipients, notices_to, frequency_cap_days, quiet: quiet_hours !== null },
    quiet_hours: quiet_hours ?? { ...NIGHT, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  }
}

export function mailOf(form: MailForm): Mail {
  const { from, reply_to, postal_address, portal_url, frequency_cap_days, quiet, quiet_hours } = form
  const { allowed_test_recipients, notices_to } = form
  const { from: begins, to: ends, time_zone: zone } = quiet_hours
  return {
    ...{ from: from.trim() || null, reply_to: reply_to.trim() || null, postal_address: postal_address.trim() || null },
    portal_url: portal_url.trim() || null,
    ...{ allowed_test_recipients, notices_to, frequency_cap_days },
    quiet_hours: quiet ? { from: Number(begins), to: Number(ends), time_zone: zone.trim() } : null,
  }
}

/** What the form can see for itself; the API judges again. */
export function mailProblems(form: MailForm): SettingsProblem[] {
  const { from, to, time_zone: zone } = form.quiet_hours
  const { frequency_cap_days: days } = form
  const told = (path: string, message: string, wrong: boolean) => (wrong ? [{ path: `mail.${path}`, message }] : [])
  return [
    ...(['from', 'reply_to'] as const).flatMap((key) => told(key, ONE_MAILBOX, !isMailboxOrNone(form[key]))),
    ...told('portal_url', 'An address that begins with https://', !isHttpsOrNone(form.portal_url)),
    ...told(
      'postal_address',
      `At most ${MAX_ADDRESS_CHARS} characters.`,
      form.postal_address.length > MAX_ADDRESS_CHARS,
    ),
    ...told(
      ...(['frequency_cap_days', `A whole number from 0 to ${MAX_CAP_DAYS}.`] as const),
      !Number.isInteger(days) || days < 0 || days > MAX_CAP_DAYS,
    ),
    ...told(
      'quiet_hours',
      'Quiet hours end at another hour than they begin.',
      form.quiet && Number(from) === Number(to),
    ),
    ...told('quiet_hours', 'The name of a time zone, such as Europe/Vienna.', form.quiet && !isTimeZone(zone.trim())),
  ]
}

/** Why an address cannot be a recipient of tests; null where it can. */
export function refuseRecipient(text: string): string | null {
  const address = text.startsWith('*@') ? `anybody${text.slice(1)}` : text
  return parseMailbox(address)?.address === undefined || text.includes('<') ? 'An address, or *@ and a domain.' : null
}

/** Why an address cannot be told notices; null where it can. */
export function refuseAddress(text: string): string | null {
  return text.includes('<') || parseMailbox(text) === null ? 'One e-mail address.' : null
}

const ONE_MAILBOX = 'One e-mail address, or a name followed by <one e-mail address>.'

function isMailboxOrNone(text: string): boolean {
  return text.trim() === '' || parseMailbox(text.trim()) !== null
}

function isHttpsOrNone(text: string): boolean {
  return text.trim() === '' || URL.parse(text.trim())?.protocol === 'https:'
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
