import type { MailContext } from '../../../worker/mail/mail-context.ts'
import { renderMail } from '../../../worker/mail/render-mail.ts'
import { LENIENT, mailContent, mailContext } from '../../support/mail.ts'

/** What a piece of html becomes, or the failure. */
export async function htmlOf(html: string, over: Partial<MailContext> = {}): Promise<unknown> {
  const mail = await renderMail(mailContent({ html }), mailContext(over), LENIENT)
  return mail.ok ? mail.value.html : mail.error
}
