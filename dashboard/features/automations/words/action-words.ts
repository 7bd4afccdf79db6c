import { ACCESS_LABELS } from '../../../lib/access-labels.ts'
import type { Automation } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { type AutomationNames, nameOf } from '../automation-names.ts'

type Action = Automation['actions'][number]

export const ACTION_LABELS = {
  send_email: 'Send an e-mail',
  wait: 'Wait',
  add_tag: 'Add a tag',
  remove_tag: 'Remove a tag',
  set_field: 'Set a field',
  set_access: 'Set access',
  webhook: 'Call a webhook',
} as const
export type ActionType = keyof typeof ACTION_LABELS

/** `send “Payment failed”`, `wait 3 days`, `add tag at-risk`. */
export function actionWords(action: Action, names: AutomationNames): string {
  switch (action.type) {
    case 'send_email':
      if (action.template === undefined) return 'send the e-mail that is bound to this'
      return action.template === '' ? 'send …' : `send “${nameOf(names.templates, action.template)}”`
    case 'add_tag':
      return `add tag ${action.tag || '…'}`
    case 'remove_tag':
      return `remove tag ${action.tag || '…'}`
    case 'set_field':
      return action.value === null
        ? `empty field ${action.key || '…'}`
        : `set field ${action.key || '…'} to ${valueWords(action.value)}`
    case 'set_access':
      return `set access to ${action.state ? ACCESS_LABELS[action.state].toLowerCase() : '…'}`
    case 'webhook':
      return `call ${action.endpoint ? nameOf(names.endpoints, action.endpoint) : '…'}`
    case 'wait':
      return `wait ${waitWords(action)}`
    default:
      return action.type
  }
}

export function waitWords({ days = 0, hours = 0 }: Pick<Action, 'days' | 'hours'>): string {
  const parts = [...(days ? [countOf(days, 'day')] : []), ...(hours ? [countOf(hours, 'hour')] : [])]
  return parts.join(' and ') || '…'
}

function valueWords(value: Action['value']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === undefined || value === '' ? '…' : String(value)
}
