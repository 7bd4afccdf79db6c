import { Link } from '@tanstack/react-router'
import { MoveDown, MoveUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../components/text-link.ts'
import { formatCount } from '../../lib/count-words.ts'
import { formatMoney } from '../../lib/money.ts'
import { changeInPercent, signedMoney } from './chart-words.ts'
import type { CurrencyMetrics } from './get-metrics.ts'
import { daysOf, type MetricsRange } from './metrics-search.ts'

interface RevenueFiguresProps {
  mode: Mode
  metrics: CurrencyMetrics
  range: MetricsRange
  customers: number
}

/** MRR now, what it has changed by, and how many customers there are. */
export function RevenueFigures({ mode, metrics, range, customers }: RevenueFiguresProps) {
  const { currency, mrr_start: start, mrr_end: end } = metrics
  const net = end - start
  const Arrow = net > 0 ? MoveUp : net < 0 ? MoveDown : null
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-4">
      <Value name="MRR now">{formatMoney(end, currency)}</Value>
      <Value name={`Net change in ${daysOf(range)} days`}>
        {Arrow && <Arrow aria-hidden className={net > 0 ? 'size-4 text-good' : 'size-4 text-bad'} />}
        {signedMoney(net, currency)}
        <span className="text-sm font-normal text-soft">{changeInPercent(start, end)}</span>
      </Value>
      <Value name="Customers">
        <Link to="/$mode/customers" params={{ mode }} search={{}} className={TEXT_LINK}>
          {formatCount(customers)}
        </Link>
      </Value>
    </dl>
  )
}

function Value({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="flex flex-wrap items-center gap-x-2 text-lg font-semibold tracking-tight">{children}</dd>
    </div>
  )
}
