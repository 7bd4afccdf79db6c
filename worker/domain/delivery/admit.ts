import type { AccountSettings } from '../settings.ts'
import type { Delivery } from './delivery.ts'

/** Why an address gets no mail, or no marketing. */
export interface Suppression {
  /** Trimmed and in lower case. */
  email: string
  reason: 'bounced' | 'complained' | 'unsubscribed' | 'manual'
  detail: string | null
  /** It unsubscribed from marketing as well, which stands when the other reason is taken back. */
  hasUnsubscribed?: boolean
  createdAtMs: number
}

export type Admission =
  | { may: 'send' }
  /** It is kept and shown, and goes to nobody. */
  | { may: 'hold'; code: string; reason: string }
  | { may: 'wait'; untilMs: number; code: string; reason: string }
  | { may: 'end'; status: 'skipped' | 'suppressed' | 'canceled'; code: string; reason: string }

export interface MailFacts {
  delivery: Delivery
  category: 'transactional' | 'marketing'
  /** Where it would go; null: not known. */
  to: string | null
  suppression: Suppression | null
  /** The customer's last marketing mail, ms. */
  lastMarketingMs: number | null
  /** Another one of the customer is under way: when to look again, ms. */
  marketingUnderWayMs: number | null
  mode: 'test' | 'live'
  /** It leaves the house: anything but the outbox. */
  isReal: boolean
  settings: AccountSettings['mail']
  nowMs: number
}

/** An address may come with the Stripe customer, which may come after its subscription. */
const ADDRESS_WAITS_MS = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000]
const DAY_MS = 86_400_000

/** Whether a mail may leave now. A person asked for a test, so only what protects the recipient holds for it. */
export function admitMail(facts: MailFacts): Admission {
  const { delivery, to, suppression, category } = facts
  if (to === null) return withoutAddress(facts)
  const isMarketing = category === 'marketing' && delivery.kind === 'automation'
  if (suppression && (suppression.reason !== 'unsubscribed' || isMarketing)) return suppressed(suppression)
  if (facts.mode === 'test' && facts.isReal && delivery.kind !== 'notice' && !isAllowed(to, facts.settings))
    return {
      ...{ may: 'hold', code: 'test_mode' },
      reason: 'In test mode mails go to members and allowed addresses only; this one was kept and not sent.',
    }
  return isMarketing ? admitMarketing(facts) : { may: 'send' }
}

function withoutAddress({ delivery, nowMs }: MailFacts): Admission {
  const waited = nowMs - delivery.createdAtMs
  const next = ADDRESS_WAITS_MS.find((ms) => ms > waited)
  if (next === undefined)
    return { may: 'end', status: 'skipped', code: 'no_address', reason: 'The customer has no e-mail address.' }
  const reason = 'The customer has no e-mail address yet.'
  return { may: 'wait', untilMs: delivery.createdAtMs + next, code: 'no_address', reason }
}

const SUPPRESSED_BECAUSE: Record<Suppression['reason'], string> = {
  bounced: 'A mail to this address could not be delivered before.',
  complained: 'Somebody at this address marked a mail as spam.',
  unsubscribed: 'This address unsubscribed from marketing.',
  manual: 'This address was put on the suppression list by hand.',
}

function suppressed({ reason }: Suppression): Admission {
  return { may: 'end', status: 'suppressed', code: reason, reason: SUPPRESSED_BECAUSE[reason] }
}

/** `*@example.com` allows a whole domain. */
function isAllowed(to: string, { allowed_test_recipients: allowed }: AccountSettings['mail']): boolean {
  const address = to.toLowerCase()
  return allowed.some((one) => {
    const pattern = one.toLowerCase()
    return pattern.startsWith('*@') ? address.endsWith(pattern.slice(1)) : address === pattern
  })
}

function admitMarketing({ lastMarketingMs, marketingUnderWayMs, settings, nowMs }: MailFacts): Admission {
  const { frequency_cap_days: days, quiet_hours: quiet } = settings
  if (days > 0 && lastMarketingMs !== null && nowMs - lastMarketingMs < days * DAY_MS)
    return {
      ...{ may: 'end', status: 'skipped', code: 'frequency_cap' },
      reason: `The customer got another marketing mail less than ${days} days before.`,
    }
  if (days > 0 && marketingUnderWayMs !== null)
    return {
      ...{ may: 'wait', untilMs: marketingUnderWayMs, code: 'frequency_cap' },
      reason: 'Another marketing mail to the customer is on its way.',
    }
  const untilMs = quiet ? endOfQuiet(quiet, nowMs) : null
  return untilMs === null
    ? { may: 'send' }
    : { may: 'wait', untilMs, code: 'quiet_hours', reason: 'It waits for the end of the quiet hours.' }
}

/** Hours of the day in a time zone, from `from` to before `to`; they may pass midnight. Null: it is not quiet now. */
export function endOfQuiet({ from, to, time_zone: zone }: QuietHours, nowMs: number): number | null {
  const minutes = minutesOfDay(nowMs, zone)
  const [start, end] = [from * 60, to * 60]
  const isQuiet = start <= end ? minutes >= start && minutes < end : minutes >= start || minutes < end
  return isQuiet ? nowMs - (nowMs % 60_000) + ((end - minutes + 1_440) % 1_440) * 60_000 : null
}

type QuietHours = NonNullable<AccountSettings['mail']['quiet_hours']>

function minutesOfDay(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const [hours = 0, minutes = 0] = parts.format(ms).split(':').map(Number)
  return hours * 60 + minutes
}
