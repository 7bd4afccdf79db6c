import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../../components/icon-button.tsx'
import { Select } from '../../../components/select.tsx'
import type { AutomationNames } from '../automation-names.ts'
import { ACTION_LABELS, type ActionType } from '../words/action-words.ts'
import type { ActionDraft } from './action-draft.ts'
import { ActionFields } from './action-fields.tsx'
import { type Problems, problemAt } from './draft-problems.ts'

interface ActionRowProps {
  index: number
  count: number
  action: ActionDraft
  names: AutomationNames
  problems: Problems
  onChange: (action: ActionDraft) => void
  onMove: (step: 1 | -1) => void
  onRemove: () => void
}

/** One step. Alt with the arrows moves it, as the two buttons do. */
export function ActionRow({ index, count, action, names, problems, onChange, onMove, onRemove }: ActionRowProps) {
  const number = index + 1

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }

  return (
    <li className="rounded-md border border-line bg-paper p-3">
      <fieldset aria-label={`Step ${number}`} onKeyDown={onKeyDown} className="flex min-w-0 flex-col gap-3">
        <div className="flex items-center gap-2">
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong text-xs font-semibold"
          >
            {number}
          </span>
          <Select
            aria-label={`What step ${number} does`}
            value={action.type}
            onChange={(event) => onChange({ ...action, type: event.target.value as ActionType })}
            className="flex-1 sm:max-w-60"
          >
            {Object.entries(ACTION_LABELS).map(([type, words]) => (
              <option key={type} value={type}>
                {words}
              </option>
            ))}
          </Select>
          <span className="ml-auto flex">
            <IconButton label={`Move step ${number} up (Alt ↑)`} disabled={index === 0} onClick={() => onMove(-1)}>
              <ArrowUp aria-hidden className="size-4" />
            </IconButton>
            <IconButton
              label={`Move step ${number} down (Alt ↓)`}
              disabled={index === count - 1}
              onClick={() => onMove(1)}
            >
              <ArrowDown aria-hidden className="size-4" />
            </IconButton>
            <IconButton label={`Remove step ${number}`} onClick={onRemove}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </span>
        </div>
        <ActionFields
          action={action}
          names={names}
          at={(name) => problemAt(problems, `/actions/${index}${name && `/${name}`}`)}
          set={(changes) => onChange({ ...action, ...changes })}
        />
      </fieldset>
    </li>
  )
}
