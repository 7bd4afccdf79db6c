import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Eraser, Hand, TriangleAlert } from 'lucide-react'
import type { Ref } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { useOpenedRow } from '../../../lib/row-keys.ts'
import type { CustomerSearch } from '../customer-filter.ts'
import { customerName, customerSubtitle } from '../names.ts'
import { overridesInForce } from '../overrides.ts'
import { FLAG_WORDS } from '../state-words.ts'
import type { ColumnKey } from './column-choice.ts'
import { COLUMNS } from './columns.tsx'

interface CustomerRowProps {
  mode: Mode
  search: CustomerSearch
  customer: Customer
  columns: readonly ColumnKey[]
  /** Its place in the list, from 0. */
  index: number
  ref: Ref<HTMLTableRowElement>
}

/** What a card shows on narrow screens, beside who it is. */
const ON_CARDS: readonly ColumnKey[] = ['stage', 'access', 'mrr']

/** The link covers the whole row; the keys j and k move its focus. */
export function CustomerRow({ mode, search, customer, columns, index, ref }: CustomerRowProps) {
  const link = useOpenedRow(customer.id)
  return (
    <tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      className="relative border-t border-line first:border-t-0 focus-within:bg-sunken hover:bg-sunken max-sm:grid max-sm:grid-cols-[auto_auto_1fr] max-sm:items-center max-sm:gap-x-4 max-sm:gap-y-1 max-sm:px-4 max-sm:py-2.5"
    >
      <th scope="row" className="py-2 pr-3 pl-4 text-left font-normal max-sm:col-span-3 max-sm:p-0">
        <span className="flex items-center gap-2">
          <Link
            to="/$mode/customers/$customerId"
            params={{ mode, customerId: customer.id }}
            search={search}
            state={{ stepsToList: 1 }}
            ref={link}
            data-row={customer.id}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {customerName(customer)}
          </Link>
          <Marks customer={customer} />
        </span>
        <span className="block min-h-4.5 truncate text-xs text-faint">{customerSubtitle(customer)}</span>
      </th>
      {columns.map((key) => (
        <td
          key={key}
          className={clsx(
            'py-2 pr-3 text-sm text-soft max-sm:p-0',
            COLUMNS[key].isNumber && 'text-right sm:pr-6',
            !ON_CARDS.includes(key) && 'max-sm:hidden',
          )}
        >
          {COLUMNS[key].cell(customer)}
        </td>
      ))}
    </tr>
  )
}

function Marks({ customer }: { customer: Customer }) {
  const flags = customer.flags.map((flag) => FLAG_WORDS[flag].label).join(', ')
  const overrides = overridesInForce(customer, Date.now()).map(({ field }) => field)
  return (
    <>
      {flags && <Mark icon={TriangleAlert} label={flags} className="text-warn" />}
      {overrides.length > 0 && (
        <Mark icon={Hand} label={`Set by hand: ${overrides.join(', ')}`} className="text-note" />
      )}
      {customer.erased && <Mark icon={Eraser} label="Personal data erased" className="text-faint" />}
    </>
  )
}

function Mark({ icon: Icon, label, className }: { icon: typeof Hand; label: string; className: string }) {
  return (
    <span title={label} className={clsx('relative shrink-0', className)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{label}</span>
    </span>
  )
}
