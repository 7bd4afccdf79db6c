import type { OutgoingMail } from '../../worker/mail/transport.ts'

/** A sound mail; what a test is about is given over it. */
export function outgoingMail(over: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    deliveryId: 'dlv_1',
    from: '"Example, Inc." <billing@example.com>',
    replyTo: 'help@example.com',
    to: 'ann@example.org',
    subject: 'Your renewal',
    html: '<p>Renews tomorrow</p>',
    text: 'Renews tomorrow',
    headers: {
      'List-Unsubscribe': '<https://billhook.test/u/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    ...over,
  }
}
