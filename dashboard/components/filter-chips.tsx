import { X } from 'lucide-react'
import { Button } from './button.tsx'

interface FilterChipsProps<Key extends string> {
  chips: { key: Key; label: string; value: string }[]
  onRemove: (key: Key) => void
  onClear: () => void
}

/** What a list is filtered by, each removable; nothing where no filter is set. */
export function FilterChips<Key extends string>({ chips, onRemove, onClear }: FilterChipsProps<Key>) {
  if (chips.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label="Filters" className="contents">
        {chips.map(({ key, label, value }) => (
          <li
            key={key}
            className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-surface pl-2 text-xs"
          >
            <span className="shrink-0 text-faint">{label}</span>
            <span className="ml-1.5 truncate font-medium">{value}</span>
            <button
              type="button"
              aria-label={`Remove filter ${label}: ${value}`}
              onClick={() => onRemove(key)}
              className="ml-1 inline-flex size-6.5 shrink-0 items-center justify-center rounded-md text-faint hover:bg-sunken hover:text-ink"
            >
              <X className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={onClear} className="h-7 px-2 text-xs">
        Clear filters
      </Button>
    </div>
  )
}
