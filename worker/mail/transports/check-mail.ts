import { addressOf, parseMailbox } from '../../domain/mailbox.ts'
import type { OutgoingMail } from '../transport.ts'

/** A longer line is refused by servers (RFC 5322, 2.1.1: 998), and some count the name with it. */
const MAX_HEADER_CHARS = 900
/** Resend's limit of an Idempotency-Key. */
const MAX_ID_CHARS = 256
const CONTROL = /\p{Cc}/u
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,76}$/

/** A second one of these would contradict the fields of the mail, or send it to others. */
const OWN_HEADERS =
  /^(from|sender|to|cc|bcc|reply-to|return-path|subject|date|message-id|mime-version|content-.*|resent-.*|received|dkim-signature)$/i

/**
 * What is wrong with a mail before any transport sees it, as a sentence that repeats none of it; null where nothing is.
 * Subjects and names come from strangers: a line break in them would write headers of its own (CWE-93).
 */
export function checkMail(mail: OutgoingMail): string | null {
  if (!/^[\x21-\x7e]+$/.test(mail.deliveryId) || mail.deliveryId.length > MAX_ID_CHARS)
    return 'The delivery has no usable id.'
  if (CONTROL.test(mail.to) || !addressOf(mail.to)) return 'The recipient is not one e-mail address.'
  if (!parseMailbox(mail.from)) return 'The sender is not one e-mail address.'
  if (mail.replyTo !== null && !parseMailbox(mail.replyTo)) return 'The reply address is not one e-mail address.'
  if (CONTROL.test(mail.subject)) return 'The subject holds a line break or another control character.'
  if (mail.subject.length > MAX_HEADER_CHARS) return `The subject is longer than ${MAX_HEADER_CHARS} characters.`
  return Object.entries(mail.headers).map(wrongWithHeader).find(Boolean) ?? null
}

function wrongWithHeader([name, value]: [string, string]): string | null {
  if (!HEADER_NAME.test(name)) return 'A header has a name that no header may have.'
  if (OWN_HEADERS.test(name)) return `The header ${name} is made from the mail; it cannot be given.`
  if (CONTROL.test(value)) return `The header ${name} holds a line break or another control character.`
  return value.length > MAX_HEADER_CHARS ? `The header ${name} is longer than ${MAX_HEADER_CHARS} characters.` : null
}
