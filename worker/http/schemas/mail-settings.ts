import { z } from '@hono/zod-openapi'
import { parseMailbox } from '../../domain/mailbox.ts'
import { breach, emailAddress, lineOfText, refuseRepeats } from './text.ts'

const MAX_RECIPIENTS = 100
const MAX_NOTIFIED = 20
const MAX_CAP_DAYS = 90

/** One sender: `ada@example.com` or `Ada <ada@example.com>`. */
const mailbox = lineOfText(400).superRefine((text, context) => {
  if (parseMailbox(text) !== null) return
  context.addIssue(breach('invalid_address', 'One e-mail address, or a name followed by <one e-mail address>'))
})

const testRecipient = lineOfText(320).superRefine((text, context) => {
  const address = text.startsWith('*@') ? `anybody${text.slice(1)}` : text
  if (!emailAddress.safeParse(address).success) {
    context.addIssue(breach('invalid_address', 'An e-mail address, or *@ and a domain'))
  }
})

const timeZone = lineOfText(60).superRefine((name, context) => {
  if (isTimeZone(name)) return
  context.addIssue(breach('unknown_time_zone', 'The name of a time zone, such as Europe/Vienna'))
})

const quietHours = z
  .strictObject({ from: z.int().min(0).max(23), to: z.int().min(0).max(23), time_zone: timeZone })
  .superRefine(({ from, to }, context) => {
    if (from === to) context.addIssue(breach('empty_hours', 'Quiet hours end at another hour than they begin.', ['to']))
  })

const httpsUrl = lineOfText(1_000).superRefine((text, context) => {
  if (URL.parse(text)?.protocol === 'https:') return
  context.addIssue(breach('invalid_url', 'An address that begins with https://'))
})

/** What is left out stays. */
export const mail = z.strictObject({
  from: mailbox.nullable().optional(),
  reply_to: mailbox.nullable().optional(),
  postal_address: z.string().trim().min(1).max(500).nullable().optional(),
  portal_url: httpsUrl.nullable().optional(),
  allowed_test_recipients: z.array(testRecipient).max(MAX_RECIPIENTS).superRefine(refuseRepeats).optional(),
  notices_to: z.array(emailAddress).max(MAX_NOTIFIED).superRefine(refuseRepeats).optional(),
  frequency_cap_days: z.int().min(0).max(MAX_CAP_DAYS).optional(),
  quiet_hours: quietHours.nullable().optional(),
})

/** A name of the IANA database; offsets such as +02:00 know no summer. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
