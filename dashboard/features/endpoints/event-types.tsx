import { useId } from 'react'
import { HOOK_EVENT_TYPES, HOOK_EVENTS } from '../../../worker/domain/hook/hook-events.ts'
import { JsonTree } from '../../components/json-tree.tsx'

interface EventTypesProps {
  /** None: all. */
  value: readonly string[]
  onChange: (value: string[]) => void
}

const CHOOSABLE = HOOK_EVENT_TYPES.filter((type) => type !== 'endpoint.test')

/** All types, or those that are ticked, each with when it is sent and how it looks. */
export function EventTypes({ value, onChange }: EventTypesProps) {
  const id = useId()
  const isAll = value.length === 0
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Types of events</legend>
      <label className="flex items-start gap-2.5 px-4 py-3">
        <input
          type="checkbox"
          checked={isAll}
          disabled={isAll}
          onChange={() => onChange([])}
          className="mt-0.75 size-4 shrink-0"
        />
        <span>
          <span className="font-medium">All types</span>
          <span className="block text-sm text-soft">
            {isAll ? 'Types that come to be later too. Tick one below to get only some.' : 'Tick to get all again.'}
          </span>
        </span>
      </label>
      {CHOOSABLE.map((type) => {
        const { sentence, example } = HOOK_EVENTS[type]
        return (
          <div key={type} className="border-t border-line px-4 py-3">
            <label className="flex items-start gap-2.5">
              <input
                type="checkbox"
                aria-describedby={`${id}-${type}`}
                checked={value.includes(type)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...value, type] : value.filter((one) => one !== type))
                }
                className="mt-0.75 size-4 shrink-0"
              />
              <span className="min-w-0">
                <code className="font-mono text-sm font-medium break-words">{type}</code>
                <span id={`${id}-${type}`} className="block text-sm text-soft">
                  {sentence}
                </span>
              </span>
            </label>
            <details className="mt-1 ml-6.5">
              <summary className="w-fit rounded-sm text-xs text-soft underline underline-offset-2">
                Example<span className="sr-only"> of {type}</span>
              </summary>
              <div className="mt-2 rounded-md border border-line bg-sunken">
                <JsonTree value={example} isOpen={(path) => path === 'data'} />
              </div>
            </details>
          </div>
        )
      })}
    </fieldset>
  )
}
