import { formatAmount } from '../../lib/money.ts'
import { periodWords } from './chart-words.ts'
import type { MetricsRange } from './metrics-search.ts'
import { MOVEMENT_WORDS, MOVEMENTS } from './movement-words.ts'
import type { Period } from './periods.ts'

interface MetricsTableProps {
  periods: readonly Period[]
  currency: string
  range: MetricsRange
}

const HEAD = 'px-3 py-2 text-right text-xs font-medium whitespace-nowrap text-faint'
const CELL = 'px-3 py-1.5 text-right whitespace-nowrap'
const PERIOD = { '30d': 'Day', '90d': 'Week', '365d': 'Month' }

/** The charts' figures as a table, the newest first. */
export function MetricsTable({ periods, currency, range }: MetricsTableProps) {
  const code = currency.toUpperCase()
  const amount = (minorUnits: number) => (minorUnits === 0 ? '–' : formatAmount(minorUnits, currency))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
    <section aria-label="MRR and movements" tabIndex={0} className="-mx-4 max-h-[32rem] overflow-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">MRR and its movements in {code}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <th scope="col" className="py-2 pl-4 text-left text-xs font-medium text-faint">
              {PERIOD[range]}
            </th>
            <th scope="col" className={HEAD}>
              MRR, {code}
            </th>
            {MOVEMENTS.map((kind) => (
              <th key={kind} scope="col" className={HEAD} title={MOVEMENT_WORDS[kind].definition}>
                {MOVEMENT_WORDS[kind].label}
              </th>
            ))}
            <th scope="col" className={`${HEAD} pr-4`}>
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.toReversed().map((period) => (
            <tr key={period.from} className="border-t border-line">
              <th scope="row" className="py-1.5 pl-4 text-left font-normal whitespace-nowrap text-soft">
                {periodWords(period)}
              </th>
              <td className={`${CELL} font-medium`}>{formatAmount(period.mrr, currency)}</td>
              {MOVEMENTS.map((kind) => (
                <td key={kind} className={CELL}>
                  {amount(period.movements[kind])}
                </td>
              ))}
              <td className={`${CELL} pr-4`}>{amount(period.net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
