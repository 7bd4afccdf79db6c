import type { AutomationInput } from '../../account/automation-rpc.ts'
import { type InputError, refuseInputs } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { unknownInCatalog } from './catalog-refs.ts'
import { findSegment, tenantRules } from './tenant-rules.ts'

/**
 * Ends the request with 422 where an automation breaks a rule that its schema cannot know. What its trigger names has to be
 * there when that is set and while it is on, so that one which lost its price can still be paused.
 */
export async function checkAutomation(c: AppContext, input: AutomationInput, setsTrigger: boolean): Promise<void> {
  const isOn = input.status === 'on'
  refuseInputs([
    ...(isOn && input.actions.length === 0 ? [NO_ACTION] : []),
    ...(isOn || setsTrigger ? await triggerErrors(c, input.trigger) : []),
  ])
}

const NO_ACTION: InputError = {
  pointer: '/actions',
  code: 'actions_required',
  message: 'An automation needs at least one action to be on.',
}

async function triggerErrors(c: AppContext, trigger: AutomationInput['trigger']): Promise<InputError[]> {
  const { segment, stage } = trigger
  const errors = await unknownInCatalog(c, trigger, '/trigger')
  if (segment === undefined && stage === undefined) return errors
  const rules = await tenantRules(c)
  if (segment !== undefined && !findSegment(rules, segment)) {
    errors.push({ pointer: '/trigger/segment', code: 'unknown_segment', message: 'There is no such segment.' })
  }
  if (stage !== undefined && !rules.settings.stages.some(({ name }) => name === stage)) {
    const message = 'The settings have no stage of this name.'
    errors.push({ pointer: '/trigger/stage', code: 'unknown_stage', message })
  }
  return errors
}
