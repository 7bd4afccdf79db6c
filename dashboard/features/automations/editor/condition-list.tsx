import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../components/button.tsx'
import { type ConditionDraft, NEW_DRAFT } from '../../../components/conditions/condition-draft.ts'
import { ConditionRow } from '../../../components/conditions/condition-row.tsx'
import type { KnownValues } from '../../../components/conditions/known-values.ts'
import { conditionProblemAt, type Problems } from './draft-problems.ts'
import { type Keyed, keyed } from './keyed.ts'

interface ConditionListProps {
  label: string
  /** Where the API keeps them: `/conditions`. */
  pointer: string
  conditions: Keyed<ConditionDraft>[]
  known: KnownValues
  problems: Problems
  isChecked: boolean
  withEvent?: boolean
  /** At least so many. */
  min?: 0 | 1
  onChange: (conditions: Keyed<ConditionDraft>[]) => void
}

const MAX = 20

/** Conditions that all have to hold. */
export function ConditionList({
  label,
  pointer,
  conditions,
  min = 0,
  onChange,
  problems,
  ...rest
}: ConditionListProps) {
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)

  function removeAt(index: number) {
    onChange(conditions.filter((_, at) => at !== index))
    const next = Math.min(index, conditions.length - 2)
    requestAnimationFrame(() => (list.current?.children[next]?.querySelector('select') ?? adder.current)?.focus())
  }

  function add() {
    onChange([...conditions, keyed(NEW_DRAFT)])
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector('select')?.focus())
  }

  return (
    <div className="flex flex-col gap-4">
      {conditions.length > 0 && (
        <ul ref={list} aria-label={label} className="flex flex-col gap-4">
          {conditions.map((draft, index) => (
            <ConditionRow
              key={draft.key}
              index={index}
              draft={draft}
              problem={conditionProblemAt(problems, `${pointer}/${index}`)}
              onChange={(next) =>
                onChange(conditions.map((one, at) => (at === index ? { ...next, key: one.key } : one)))
              }
              {...(conditions.length > min && { onRemove: () => removeAt(index) })}
              {...rest}
            />
          ))}
        </ul>
      )}
      <span>
        <Button ref={adder} disabled={conditions.length >= MAX} onClick={add}>
          <Plus aria-hidden className="size-3.5" />
          Add a condition
        </Button>
      </span>
    </div>
  )
}
