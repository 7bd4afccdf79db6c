import { formatMailbox, type Mailbox } from '../../domain/mailbox.ts'
import type { OutgoingMail } from '../transport.ts'
import { base64 } from './base64.ts'

/** A mail as SMTP's DATA takes it: dots doubled, the line with the last dot included. */
export interface SmtpMessage {
  /** The same for every attempt, so that a mailbox can tell a second copy. */
  messageId: string
  data: string
}

interface Sender {
  from: Mailbox
  replyTo: Mailbox | null
}

const utf8 = new TextEncoder()
const BASE64_LINE = 76
/** RFC 2047, 2: an encoded word has 75 characters at most, so this many bytes. */
const MAX_WORD_BYTES = 45

/** RFC 5322 and MIME: a text and an HTML part, both UTF-8 in base64, which no server can break. */
export function smtpMessage(mail: OutgoingMail, { from, replyTo }: Sender, nowMs: number): SmtpMessage {
  const id = mail.deliveryId.replace(/[^A-Za-z0-9._-]/g, '-')
  const messageId = `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`
  // No line of base64 begins with "=_", so the parts cannot hold their own boundary.
  const boundary = `=_billhook_${id.slice(0, 40)}`
  const lines = [
    `From: ${mailboxHeader(from)}`,
    ...(replyTo ? [`Reply-To: ${mailboxHeader(replyTo)}`] : []),
    `To: ${mail.to}`,
    `Subject: ${encoded(mail.subject)}`,
    `Date: ${new Date(nowMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${encoded(value)}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part(boundary, 'text/plain', mail.text),
    ...part(boundary, 'text/html', mail.html),
    `--${boundary}--`,
  ]
  return { messageId, data: `${lines.join('\r\n').replace(/^\./gm, '..')}\r\n.\r\n` }
}

function part(boundary: string, type: string, text: string): string[] {
  const encodedText = base64(text.replace(/\r\n?|\n/g, '\r\n'))
  return [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(encodedText.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? []),
    '',
  ]
}

function mailboxHeader({ name, address }: Mailbox): string {
  return name !== null && encoded(name) !== name ? `${encoded(name)} <${address}>` : formatMailbox({ name, address })
}

/** Text of a header as it is where ASCII can say it, else as encoded words (RFC 2047), one a line. */
function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text
  const words: string[] = []
  let word = ''
  for (const char of text) {
    if (utf8.encode(word + char).length > MAX_WORD_BYTES) {
      words.push(word)
      word = ''
    }
    word += char
  }
  return [...words, word].map((one) => `=?UTF-8?B?${base64(one)}?=`).join('\r\n ')
}
