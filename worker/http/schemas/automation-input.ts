import { z } from '@hono/zod-openapi'
import type { AutomationInput } from '../../account/automation-rpc.ts'
import { AUTOMATION_STATUSES } from '../../domain/automation/automation.ts'
import { actionInput } from './automation-action.ts'
import { triggerInput } from './automation-trigger.ts'
import { given } from './given.ts'
import { actionConditionInput, conditionInput } from './segment-condition.ts'
import { lineOfText } from './text.ts'

const MAX_CONDITIONS = 20
const MAX_ACTIONS = 30

const members = {
  name: lineOfText(100),
  status: z.enum(AUTOMATION_STATUSES),
  trigger: triggerInput,
  conditions: z.array(actionConditionInput).max(MAX_CONDITIONS),
  actions: z.array(actionInput).max(MAX_ACTIONS),
  reentry: z.union([z.enum(['always', 'never']), z.strictObject({ after_days: z.int().min(1).max(3650) })], {
    error: 'One of "always", "never" and {"after_days": n} with n from 1 to 3650',
  }),
  goal: z
    .strictObject({
      conditions: z.array(conditionInput).min(1).max(MAX_CONDITIONS),
      within_days: z.int().min(1).max(365),
    })
    .nullable(),
  log_only: z.boolean(),
}

export const automationInput = z.strictObject({
  ...members,
  status: members.status.default('draft'),
  conditions: members.conditions.default([]),
  actions: members.actions.default([]),
  reentry: members.reentry.default('always'),
  goal: members.goal.default(null),
  log_only: members.log_only.default(false),
})

/** What is left out stays; what is sent replaces that member whole. */
export const automationPatchInput = z.strictObject(members).partial()

/** What no two schemas type alike: triggers and conditions were checked by their types and fields. */
export function automationOf(input: z.infer<typeof automationInput>): AutomationInput {
  const { log_only: logOnly, ...rest } = given(input)
  return { ...rest, logOnly } as AutomationInput
}

export function automationPatchOf(input: z.infer<typeof automationPatchInput>): Partial<AutomationInput> {
  const { log_only: logOnly, ...rest } = given(input)
  return { ...rest, ...(logOnly !== undefined && { logOnly }) } as Partial<AutomationInput>
}
