import type { ConnectSmtp } from '../../worker/mail/transports/smtp-connection.ts'

const GREETING = '220 mail.test'
const OFFERS = '250-mail.test\r\n250 AUTH PLAIN'

/** The replies up to the recipient, and up to the content: after the last of them the server falls silent. */
export const UP_TO_RECIPIENT = [GREETING, OFFERS, '235 welcome', '250 sender']
export const UP_TO_CONTENT = [...UP_TO_RECIPIENT, '250 recipient', '354 go on']

/** A mail server in memory that says these replies, one to each line: no time passes but what the client waits. */
export function scriptedSmtp(replies: readonly string[]): ConnectSmtp {
  return async () => {
    const left = replies.map((reply) => new TextEncoder().encode(`${reply}\r\n`))
    let say: (() => void) | undefined
    const readable = new ReadableStream<Uint8Array>({
      start(controller) {
        say = () => {
          const next = left.shift()
          if (next) controller.enqueue(next)
        }
        say()
      },
    })
    const writable = new WritableStream<Uint8Array>({ write: () => say?.() })
    const startTls = () => {
      throw new Error('The script has no TLS')
    }
    return { readable, writable, opened: Promise.resolve(), startTls, close: async () => undefined }
  }
}
