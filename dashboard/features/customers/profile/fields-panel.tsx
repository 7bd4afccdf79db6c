import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Panel } from '../../../components/panel.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import type { Names } from '../names.ts'
import { type FieldRow, fieldRows } from './field-rows.ts'
import { OwnFieldDialog } from './own-field-dialog.tsx'
import { SetBy } from './set-by.tsx'
import { fieldLabel, valueWords } from './value-words.ts'

interface FieldsPanelProps {
  mode: Mode
  customer: Customer
  names: Names
}

const HEAD = 'px-4 py-2 text-left text-xs font-medium text-faint'
const CELL = 'px-4 py-2 max-sm:block max-sm:px-0 max-sm:py-0'

/** Every value with what set it and when; the account's own can be changed. */
export function FieldsPanel({ mode, customer, names }: FieldsPanelProps) {
  const [edited, setEdited] = useState<FieldRow | 'new' | null>(null)
  return (
    <Panel
      title="Fields"
      aside={
        !customer.erased && (
          <Button onClick={() => setEdited('new')} className="h-7 px-2 text-xs">
            <Plus aria-hidden className="size-3.5" />
            Add a field
          </Button>
        )
      }
    >
      <table className="w-full table-fixed border-collapse max-sm:block">
        <caption className="sr-only">Values of this customer and what set them</caption>
        <thead className="max-sm:sr-only">
          <tr>
            <th scope="col" className={`${HEAD} w-44`}>
              Field
            </th>
            <th scope="col" className={HEAD}>
              Value
            </th>
            <th scope="col" className={`${HEAD} w-60`}>
              Set by
            </th>
            <th scope="col" className={`${HEAD} w-28`}>
              When
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {fieldRows(customer.fields).map((row) => (
            <tr key={row.key} className="border-t border-line align-top max-sm:block max-sm:px-4 max-sm:py-2.5">
              <th scope="row" className={`${CELL} text-left font-medium break-words`}>
                {row.isOwn ? <code className="font-mono text-sm">{row.key}</code> : fieldLabel(row.key)}
              </th>
              <td className={`${CELL} break-words`}>
                <span className="flex items-start justify-between gap-2">
                  <span className="min-w-0">{valueWords(row.key, row.value, names)}</span>
                  {row.isOwn && !customer.erased && (
                    <IconButton label={`Change ${row.key}`} onClick={() => setEdited(row)} className="-my-1">
                      <Pencil className="size-3.5" />
                    </IconButton>
                  )}
                </span>
              </td>
              <td className={`${CELL} text-sm text-soft max-sm:inline`}>
                <span className="sm:hidden">Set by </span>
                <SetBy mode={mode} by={row.setBy} />
              </td>
              <td className={`${CELL} text-sm text-soft max-sm:ml-2 max-sm:inline`}>
                <TimeAgo at={row.setAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited && (
        <OwnFieldDialog
          mode={mode}
          customer={customer}
          field={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  )
}
