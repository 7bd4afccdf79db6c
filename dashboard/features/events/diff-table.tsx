import type { ReactNode } from 'react'
import { Breakable } from '../../components/breakable.tsx'
import { explainValue, valueText } from './explain-value.ts'

interface DiffRow {
  /** Tells a row from the others. */
  key?: string
  path: string
  field: string
  from: unknown
  to: unknown
  /** Whose field it is, where that is not said elsewhere. */
  of?: ReactNode
}

interface DiffTableProps {
  caption: string
  rows: DiffRow[]
  currency: string | null
}

const HEAD = 'px-3 py-1.5 font-medium first:w-[40%]'
const CELL = 'px-3 py-1.5 max-sm:py-0.5'

/** On narrow screens a row stands in three lines: field, from, to. */
export function DiffTable({ caption, rows, currency }: DiffTableProps) {
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-xs text-faint max-sm:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Field
          </th>
          <th scope="col" className={HEAD}>
            From
          </th>
          <th scope="col" className={HEAD}>
            To
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map(({ key, path, field, from, to, of }) => (
          <tr key={key ?? path} className="border-t border-line align-top max-sm:block max-sm:py-1.5">
            <th scope="row" className={`${CELL} font-mono text-xs leading-5 font-normal wrap-anywhere max-sm:block`}>
              {of && <span className="block">{of}</span>}
              <Breakable text={path} />
            </th>
            <td className={`${CELL} text-soft max-sm:flex`}>
              <Side name="From" />
              <Value value={from} field={field} currency={currency} />
            </td>
            <td className={`${CELL} max-sm:flex`}>
              <Side name="To" />
              <Value value={to} field={field} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Stands in for the column's head where the columns are stacked. */
function Side({ name }: { name: string }) {
  return (
    <span aria-hidden className="w-12 shrink-0 text-xs leading-5 text-faint sm:hidden">
      {name}
    </span>
  )
}

function Value({ value, field, currency }: { value: unknown; field: string; currency: string | null }) {
  const meaning = explainValue(value, { field, currency })
  return (
    <span>
      <span className="font-mono text-xs leading-5 wrap-anywhere">{valueText(value)}</span>
      {meaning && <span className="block text-xs text-faint">{meaning}</span>}
    </span>
  )
}
