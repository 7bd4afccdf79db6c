import type { AccessState } from '../../../../worker/domain/customer.ts'
import type { Automation } from '../../../lib/api-types.ts'
import type { ActionType } from '../words/action-words.ts'

type Action = Automation['actions'][number]

export interface ActionDraft {
  type: ActionType
  /** Empty: the one that is bound to what happened. */
  template: string
  tag: string
  fieldKey: string
  /** `none` empties the field. */
  fieldType: 'text' | 'number' | 'boolean' | 'none'
  fieldValue: string
  state: AccessState
  endpoint: string
  days: string
  hours: string
}

export function newAction(type: ActionType): ActionDraft {
  return {
    ...{ type, template: '', tag: '', fieldKey: '', fieldType: 'text', fieldValue: '', state: 'suspended' },
    ...{ endpoint: '', days: '1', hours: '' },
  }
}

export function actionDraftOf(action: Action): ActionDraft {
  const { type, template, tag, key, value, state, endpoint, days, hours } = action
  const isWait = type === 'wait'
  return {
    type: type as ActionType,
    ...{ template: template ?? '', tag: tag ?? '', fieldKey: key ?? '', state: state ?? 'suspended' },
    fieldType: value === null ? 'none' : isNamedType(typeof value) ? (typeof value as 'number' | 'boolean') : 'text',
    fieldValue: value === null || value === undefined ? '' : String(value),
    endpoint: endpoint ?? '',
    days: days === undefined ? (isWait ? '' : '1') : String(days),
    hours: hours === undefined ? '' : String(hours),
  }
}

function isNamedType(type: string): boolean {
  return type === 'number' || type === 'boolean'
}

export function actionOf(draft: ActionDraft): Action {
  const { type } = draft
  switch (type) {
    case 'send_email':
      return draft.template === '' ? { type } : { type, template: draft.template }
    case 'add_tag':
    case 'remove_tag':
      return { type, tag: draft.tag.trim() }
    case 'set_field':
      return { type, key: draft.fieldKey.trim(), value: fieldValueOf(draft) }
    case 'set_access':
      return { type, state: draft.state }
    case 'webhook':
      return { type, endpoint: draft.endpoint }
    case 'wait':
      return {
        type,
        ...(draft.days.trim() !== '' && { days: Number(draft.days) }),
        ...(draft.hours.trim() !== '' && { hours: Number(draft.hours) }),
      }
  }
}

function fieldValueOf({ fieldType, fieldValue }: ActionDraft): string | number | boolean | null {
  if (fieldType === 'none') return null
  if (fieldType === 'boolean') return fieldValue === 'true'
  return fieldType === 'number' ? Number(fieldValue.trim() === '' ? Number.NaN : fieldValue) : fieldValue.trim()
}
