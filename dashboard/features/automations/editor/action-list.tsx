import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import type { AutomationNames } from '../automation-names.ts'
import { type ActionDraft, newAction } from './action-draft.ts'
import { ActionRow } from './action-row.tsx'
import { type Problems, problemAt } from './draft-problems.ts'
import { type Keyed, keyed, moved } from './keyed.ts'

interface ActionListProps {
  actions: Keyed<ActionDraft>[]
  names: AutomationNames
  problems: Problems
  onChange: (actions: Keyed<ActionDraft>[]) => void
}

const MAX = 30

/** The steps, one after the other. */
export function ActionList({ actions, names, problems, onChange }: ActionListProps) {
  const list = useRef<HTMLOListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const [told, setTold] = useState('')
  const ofAll = problems['/actions']

  function focusStep(index: number) {
    requestAnimationFrame(() => (list.current?.children[index]?.querySelector('select') ?? adder.current)?.focus())
  }

  function move(index: number, step: 1 | -1) {
    const next = moved(actions, index, step)
    if (next[index] === actions[index]) return
    onChange(next)
    setTold(`Step ${index + 1} is now step ${index + 1 + step} of ${actions.length}.`)
    focusStep(index + step)
  }

  function removeAt(index: number) {
    onChange(actions.filter((_, at) => at !== index))
    focusStep(Math.min(index, actions.length - 2))
  }

  function add() {
    onChange([...actions, keyed(newAction(actions.length === 0 ? 'send_email' : 'wait'))])
    focusStep(actions.length)
  }

  return (
    <div className="flex flex-col gap-3 px-4 py-4">
      {actions.length === 0 && <p className="text-soft">No step yet. It cannot be turned on without one.</p>}
      <ol ref={list} aria-label="Steps" className="flex flex-col gap-3 empty:hidden">
        {actions.map((action, index) => (
          <ActionRow
            key={action.key}
            index={index}
            count={actions.length}
            action={action}
            names={names}
            problems={problems}
            onChange={(next) => onChange(actions.map((one, at) => (at === index ? { ...next, key: one.key } : one)))}
            onMove={(step) => move(index, step)}
            onRemove={() => removeAt(index)}
          />
        ))}
      </ol>
      {ofAll && (
        <p role="alert" className="text-xs font-medium text-bad">
          {problemAt(problems, '/actions')}
        </p>
      )}
      <span>
        <Button ref={adder} disabled={actions.length >= MAX} onClick={add}>
          <Plus aria-hidden className="size-3.5" />
          Add a step
        </Button>
      </span>
      <p role="status" className="sr-only">
        {told}
      </p>
    </div>
  )
}
