import { parseMailbox } from '../domain/mailbox.ts'
import type { AccountSettings } from '../domain/settings.ts'
import type { MailAccount, MailLinks } from './mail-context.ts'

/** What the settings say of whom a mail is from, and where its reader finds what they pay for. */
export function settingsContext({ postal_address, reply_to, portal_url }: AccountSettings['mail']): {
  account: MailAccount
  links: MailLinks
} {
  const support = reply_to === null ? undefined : parseMailbox(reply_to)?.address
  return {
    account: { ...(postal_address && { address: postal_address }), ...(support && { support_email: support }) },
    links: portal_url === null ? {} : { billing_portal: portal_url, update_payment: portal_url },
  }
}
