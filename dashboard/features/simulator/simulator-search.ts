import * as z from 'zod/mini'
import { SCENARIO_NAMES } from './scenario-words.ts'

/** An event that is longer stays out of the address. */
export const MAX_JSON_IN_ADDRESS = 4_000

const text = z.catch(z.optional(z.string()), undefined)

/** What the address of the simulator says: one of scenario, event and json, for whom, and which settings differ. */
export const simulatorSearch = z.object({
  scenario: z.catch(z.optional(z.enum(SCENARIO_NAMES)), undefined),
  event: text,
  json: text,
  customer: text,
  grace: z.catch(z.optional(z.number()), undefined),
  on_end: z.catch(z.optional(z.enum(['expire', 'freeze'])), undefined),
  on_pause: z.catch(z.optional(z.enum(['freeze', 'suspend', 'keep'])), undefined),
  mapping: text,
})
export type SimulatorSearch = z.infer<typeof simulatorSearch>

export type Kind = 'scenario' | 'event' | 'json'

export function kindOf({ event, json }: SimulatorSearch): Kind {
  if (event !== undefined) return 'event'
  return json === undefined ? 'scenario' : 'json'
}
