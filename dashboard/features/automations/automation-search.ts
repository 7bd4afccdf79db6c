import * as z from 'zod/mini'
import { RUN_STATUSES } from '../../../worker/domain/automation/run.ts'

/** Editing is the default, and has no word in the address. */
export const AUTOMATION_TABS = ['runs', 'report'] as const
export type AutomationTab = (typeof AUTOMATION_TABS)[number]

export const automationSearch = z.object({
  tab: z.catch(z.optional(z.enum(AUTOMATION_TABS)), undefined),
  status: z.catch(z.optional(z.enum(RUN_STATUSES)), undefined),
})
export type AutomationSearch = z.infer<typeof automationSearch>
