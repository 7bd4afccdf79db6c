import type { MailTransport } from '../transport.ts'

/** For development: sends nothing. What would have been sent is kept with the delivery. */
export function outboxTransport(): MailTransport {
  return {
    name: 'outbox',
    isIdempotent: true,
    send: async (mail) => ({
      outcome: 'sent',
      providerId: `outbox_${mail.deliveryId}`,
      detail: 'Kept in the outbox; nothing left this deployment.',
    }),
  }
}
