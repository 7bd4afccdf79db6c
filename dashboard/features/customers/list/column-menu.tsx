import { Columns3 } from 'lucide-react'
import { Popover } from 'radix-ui'
import { Button, buttonClass } from '../../../components/button.tsx'
import { useStore } from '../../../lib/store.ts'
import {
  COLUMN_KEYS,
  COLUMN_LABELS,
  chooseColumns,
  chosenColumns,
  DEFAULT_COLUMNS,
  toggleColumn,
} from './column-choice.ts'

/** Which columns the table has, remembered in this browser. Narrow screens show cards, which have none. */
export function ColumnMenu() {
  const columns = useStore(chosenColumns)
  return (
    <Popover.Root>
      <Popover.Trigger className={`${buttonClass()} max-sm:hidden`}>
        <Columns3 aria-hidden className="size-3.5 text-faint" />
        Columns
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Columns"
          className="z-30 w-72 rounded-lg border border-line-strong bg-surface p-3 shadow-float"
        >
          <ul className="grid grid-cols-2 gap-x-3">
            {COLUMN_KEYS.map((key) => (
              <li key={key}>
                <label className="flex min-h-7 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    checked={columns.includes(key)}
                    onChange={() => chooseColumns(toggleColumn(columns, key))}
                    className="size-4"
                  />
                  {COLUMN_LABELS[key]}
                </label>
              </li>
            ))}
          </ul>
          <Button
            look="quiet"
            onClick={() => chooseColumns(DEFAULT_COLUMNS)}
            className="mt-2 h-7 px-2 text-xs"
            disabled={columns.join() === DEFAULT_COLUMNS.join()}
          >
            As at first
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
