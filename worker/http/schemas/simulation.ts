import { z } from '@hono/zod-openapi'
import { RUN_STATUSES } from '../../domain/automation/run.ts'
import { EVENT_OUTCOMES } from '../../domain/event.ts'
import { MODES } from '../../domain/ids.ts'
import { SCENARIOS } from '../../domain/simulation/scenarios.ts'
import { opaqueId } from './common.ts'
import { customer } from './customer.ts'
import { change } from './event.ts'
import { money } from './money.ts'
import { condition } from './segment.ts'
import { settingsPatchInput } from './settings-input.ts'

export const simulationInput = z
  .strictObject({
    scenario: z.enum(SCENARIOS).optional(),
    /** The id of a stored event, or a whole event as Stripe sends it. */
    event: z.union([opaqueId, z.record(z.string(), z.unknown())]).optional(),
    /** Whom it happens to; without one, an invented customer, or the event's own. */
    customer: opaqueId.optional(),
    /** In place of the settings in force, as in PATCH /settings. */
    settings: settingsPatchInput.optional(),
  })
  .superRefine(({ scenario, event }, context) => {
    if ((scenario === undefined) !== (event === undefined)) return
    context.addIssue({
      ...{ code: 'custom', params: { code: 'one_of' }, path: [scenario === undefined ? 'scenario' : 'event'] },
      message: 'Send either a scenario or an event.',
    })
  })
export type SimulationInput = z.infer<typeof simulationInput>

const mail = z.object({
  to: z.string(),
  /** What happened that it tells of. */
  trigger: z.string().nullable(),
  automation: z.string().nullable(),
  template: z.string().nullable(),
  /** Which language of the template; null: the default. */
  language: z.string().nullable(),
  /** Null where it could not be written: see `error`. */
  subject: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Why it would be kept in the outbox instead of being sent. */
  held: z.object({ code: z.string(), message: z.string() }).nullable(),
})

/** What would happen. Nothing of it was stored or sent. */
export const simulation = z
  .object({
    object: z.literal('simulation'),
    mode: z.enum(MODES),
    /** As it would be in the end; null where it would be nobody's. */
    customer: customer.extend({ created: z.boolean() }).nullable(),
    changes: z.array(change),
    stage: z.string().nullable(),
    access: customer.shape.access.nullable(),
    mrr: z.array(money),
    /** In their order; those of the past of an invented customer are left out. */
    events: z.array(
      z.object({ id: z.string(), type: z.string(), outcome: z.enum(EVENT_OUTCOMES), notes: z.array(z.string()) }),
    ),
    runs: z.array(
      z.object({
        automation: z.object({ id: z.string(), name: z.string() }),
        trigger: z.string(),
        /** Something started it, and its conditions hold. */
        matched: z.boolean(),
        /** Null where nothing started it. */
        status: z.enum(RUN_STATUSES).nullable(),
        failing_condition: condition.extend({ actual: z.unknown() }).nullable(),
        /** Why it would not go on, where that is no condition. */
        reason: z.string().nullable(),
        /** It only records: its steps say what it would do. */
        log_only: z.boolean(),
        /** What each of its steps does, in a sentence. */
        steps: z.array(z.string()),
      }),
    ),
    mails: z.array(mail),
    /** What would be posted where; the members of the body stand beside it too. */
    webhooks: z.array(z.looseObject({ url: z.string(), body: z.record(z.string(), z.unknown()) })),
  })
  .openapi('Simulation')
export type Simulation = z.infer<typeof simulation>
export type SimulatedMail = z.infer<typeof mail>
