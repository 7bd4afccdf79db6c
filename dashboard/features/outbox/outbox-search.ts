import * as z from 'zod/mini'

/** What the address of the outbox may say: whose mails are listed, and which one is open. */
export const outboxSearch = z.object({
  to: z.catch(z.optional(z.string()), undefined),
  id: z.catch(z.optional(z.string()), undefined),
})
export type OutboxSearch = z.infer<typeof outboxSearch>
