import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useFormContext } from 'react-hook-form'
import type { StageRule } from '../../../../worker/domain/settings.ts'
import { IconButton } from '../../../components/icon-button.tsx'
import { FieldError, useFieldError } from '../fields/field-error.tsx'
import type { SettingsForm } from '../settings-form.ts'
import { StatusChips } from './status-chips.tsx'

interface StageRuleRowProps {
  index: number
  count: number
  rules: readonly StageRule[]
  onAssign: (status: string, on: boolean) => void
  onMove: (to: number) => void
  onRemove: () => void
}

/** One rule: its name, its statuses, and its place among the others. */
export function StageRuleRow({ index, count, rules, onAssign, onMove, onRemove }: StageRuleRowProps) {
  const id = useId()
  const { register } = useFormContext<SettingsForm>()
  const nameError = useFieldError(`stages.${index}.name`)
  const statusError = useFieldError(`stages.${index}.statuses`)
  const name = rules[index]?.name || `stage ${index + 1}`
  return (
    <li className="rounded-md border border-line">
      <div className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-3">
        <span aria-hidden className="w-4 text-sm text-faint">
          {index + 1}
        </span>
        <input
          aria-label={`Name of stage ${index + 1}`}
          aria-invalid={nameError ? true : undefined}
          aria-describedby={nameError ? `${id}-name` : undefined}
          autoComplete="off"
          {...register(`stages.${index}.name`)}
          className="control min-w-0 flex-1 px-2.5 font-medium aria-invalid:border-bad sm:max-w-72"
        />
        <span className="ml-auto flex">
          {/* Not disabled at the ends: a disabled button would lose the focus of whoever moves a rule there. */}
          <IconButton
            label={`Move ${name} up`}
            data-move="up"
            aria-disabled={index === 0}
            onClick={() => onMove(index - 1)}
            className="aria-disabled:opacity-45"
          >
            <ArrowUp aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            label={`Move ${name} down`}
            data-move="down"
            aria-disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
            className="aria-disabled:opacity-45"
          >
            <ArrowDown aria-hidden className="size-4" />
          </IconButton>
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        </span>
      </div>
      <div className="flex flex-col gap-2 px-3 py-3">
        <FieldError id={`${id}-name`} message={nameError} />
        <StatusChips
          name={name}
          rules={rules}
          index={index}
          onAssign={onAssign}
          errorId={statusError ? `${id}-statuses` : undefined}
        />
        <FieldError id={`${id}-statuses`} message={statusError} />
      </div>
    </li>
  )
}
