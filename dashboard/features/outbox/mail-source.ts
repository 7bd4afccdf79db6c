import type { OutboxMail } from '../../lib/api-types.ts'

/** The headers as a mail begins with them, those that every mail has first. */
export function mailHeaders({ from, reply_to, to, subject, headers, sent_at }: OutboxMail): [string, string][] {
  return [
    ['From', from],
    ...(reply_to ? ([['Reply-To', reply_to]] satisfies [string, string][]) : []),
    ['To', to],
    ['Subject', subject],
    ['Date', sent_at],
    ...Object.entries(headers),
  ]
}
