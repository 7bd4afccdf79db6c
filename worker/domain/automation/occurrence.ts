import type { JsonObject } from '../json.ts'
import type { TriggerType } from './automation.ts'

/** Something that happened to one customer and may start automations. */
export interface Occurrence {
  trigger: TriggerType
  /**
   * What it is, told by ids that do not depend on the order of events: the failed attempt of an invoice, the end of a
   * trial. With an automation it makes a run happen once.
   */
  cause: string
  /** When it came true, ms. */
  atMs: number
  /** The event that told of it; null where the clock or a person did. */
  event: string | null
  subscription: string | null
  prices: string[]
  products: string[]
  /** Of `renewing` and `trial_ending`. */
  days?: number
  /** Of `segment.entered` and `.left`. */
  segment?: string
  /** What templates, conditions (`event.…`) and webhooks may say of it, in snake_case. */
  data: JsonObject
}

/** How far runs may start one another: a tag brings a segment, that brings a tag … */
export const MAX_DEPTH = 4
