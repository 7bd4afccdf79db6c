import { clsx } from 'clsx'
import { ChartColumn, Table2 } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { Select } from '../../components/select.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { DEFAULT_RANGE, daysOf, type MetricsSearch, RANGES } from './metrics-search.ts'

interface RevenueControlsProps {
  search: MetricsSearch
  /** Of which there are figures; nothing is to be chosen of one. */
  currencies: readonly string[]
  currency: string
  onSearch: (search: MetricsSearch) => void
}

/** How far back, in which currency, as charts or as a table. */
export function RevenueControls({ search, currencies, currency, onSearch }: RevenueControlsProps) {
  const ranges = useRef<HTMLFieldSetElement>(null)
  const chosen = search.range ?? DEFAULT_RANGE
  const asTable = search.view === 'table'
  useShortcuts([
    {
      keys: 't',
      label: 'Choose the time range',
      group: 'This page',
      run: () => ranges.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus(),
    },
  ])
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {currencies.length > 1 && (
        <Select
          aria-label="Currency"
          value={currency}
          onChange={(event) => onSearch({ ...search, currency: event.target.value })}
          className="w-24"
        >
          {currencies.map((code) => (
            <option key={code} value={code}>
              {code.toUpperCase()}
            </option>
          ))}
        </Select>
      )}
      <fieldset
        ref={ranges}
        aria-label="Time range"
        className="flex rounded-md border border-line-strong bg-sunken p-0.5"
      >
        {RANGES.map((range) => (
          <button
            key={range}
            type="button"
            aria-pressed={range === chosen}
            onClick={() => onSearch({ ...search, range: range === DEFAULT_RANGE ? undefined : range })}
            className={clsx(
              'h-7 rounded-sm px-2.5 text-sm font-medium',
              range === chosen ? 'bg-surface shadow-raised' : 'text-soft hover:text-ink',
            )}
          >
            {daysOf(range)}
            <span className="max-sm:sr-only"> days</span>
          </button>
        ))}
      </fieldset>
      <IconButton
        label={asTable ? 'Show as charts' : 'Show as a table'}
        onClick={() => onSearch({ ...search, view: asTable ? undefined : 'table' })}
        className="size-8.5"
      >
        {asTable ? <ChartColumn aria-hidden className="size-4" /> : <Table2 aria-hidden className="size-4" />}
      </IconButton>
    </div>
  )
}
