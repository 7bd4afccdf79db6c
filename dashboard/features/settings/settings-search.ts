import * as z from 'zod/mini'
import { SETTINGS_SECTIONS } from './settings-sections.ts'

/** What the address of the settings may say: which section is open. */
export const settingsSearch = z.object({
  section: z.catch(z.optional(z.enum(SETTINGS_SECTIONS)), undefined),
})
export type SettingsSearch = z.infer<typeof settingsSearch>
