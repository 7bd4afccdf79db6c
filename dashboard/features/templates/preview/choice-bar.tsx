import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'

interface ChoiceBarProps<Value extends string> {
  label: string
  value: Value
  choices: readonly { value: Value; label: string; icon?: LucideIcon }[]
  onChange: (value: Value) => void
}

/** A few views of one thing, as buttons of which one is pressed. */
export function ChoiceBar<Value extends string>({ label, value, choices, onChange }: ChoiceBarProps<Value>) {
  return (
    <fieldset aria-label={label} className="inline-flex rounded-md border border-line-strong p-0.5">
      {choices.map(({ value: one, label: name, icon: Icon }) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === value}
          aria-label={Icon ? name : undefined}
          title={Icon ? name : undefined}
          onClick={() => onChange(one)}
          className={clsx(
            'inline-flex h-6.5 min-w-7 items-center justify-center rounded-sm px-2 text-xs font-medium',
            one === value ? 'bg-ink text-paper' : 'text-soft hover:bg-sunken hover:text-ink',
          )}
        >
          {Icon ? <Icon aria-hidden className="size-3.5" /> : name}
        </button>
      ))}
    </fieldset>
  )
}
