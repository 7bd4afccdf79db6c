import { z } from '@hono/zod-openapi'

/** A run that an event started; `automation` is an id. */
export const runOfEvent = z.object({
  id: z.string(),
  automation: z.string(),
  automation_name: z.string(),
  status: z.string(),
  /** It only recorded what it would do. */
  log_only: z.boolean(),
})

/** A mail or webhook of one of those runs. */
export const deliveryOfEvent = z.object({ id: z.string(), channel: z.string(), status: z.string() })

export interface EventActions {
  runs: z.infer<typeof runOfEvent>[]
  deliveries: z.infer<typeof deliveryOfEvent>[]
}

/** What the runs of these ids are, and what they sent. */
export type ActionsOf = (runIds: readonly string[]) => EventActions
