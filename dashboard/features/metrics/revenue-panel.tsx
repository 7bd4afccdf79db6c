import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Panel } from '../../components/panel.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { countOf } from '../../lib/count-words.ts'
import { type CurrencyMetrics, metricsQuery } from './get-metrics.ts'
import { mainCurrency } from './main-currency.ts'
import { DEFAULT_RANGE, type MetricsSearch } from './metrics-search.ts'
import { MetricsTable } from './metrics-table.tsx'
import { MOVEMENT_WORDS, MOVEMENTS } from './movement-words.ts'
import { MovementsChart } from './movements-chart.tsx'
import { MrrChart } from './mrr-chart.tsx'
import { periodsOf } from './periods.ts'
import { RevenueControls } from './revenue-controls.tsx'
import { RevenueFigures } from './revenue-figures.tsx'
import { RevenueSkeleton } from './revenue-skeleton.tsx'

interface RevenuePanelProps {
  mode: Mode
  search: MetricsSearch
  onSearch: (search: MetricsSearch) => void
}

const REFETCH_MS = 60_000

/** MRR, what moved it, and when; one currency at a time, as sums of several mean nothing. */
export function RevenuePanel({ mode, search, onSearch }: RevenuePanelProps) {
  const range = search.range ?? DEFAULT_RANGE
  const query = useQuery({
    ...metricsQuery(mode, range),
    refetchInterval: REFETCH_MS,
    // The range before stays until the new one is there; figures of the other mode never do.
    placeholderData: (before, last) => (last?.queryKey[1] === mode ? before : undefined),
  })
  const metrics = query.data
  const chosen =
    metrics &&
    (metrics.currencies.find(({ currency }) => currency === search.currency) ?? mainCurrency(metrics.currencies))
  if (query.isPending) return <RevenueSkeleton />
  return (
    <Panel
      title="Revenue"
      aside={
        chosen && (
          <RevenueControls
            search={search}
            currencies={metrics.currencies.map(({ currency }) => currency)}
            currency={chosen.currency}
            onSearch={onSearch}
          />
        )
      }
    >
      {query.isError && !metrics && (
        <ErrorState title="The figures could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {metrics && !chosen && (
        <EmptyState title="No recurring revenue yet">
          <p>
            MRR is counted from the first subscription that is paid for.
            {metrics.customers.total > 0 &&
              ` So far ${countOf(metrics.customers.total, 'customer is', 'customers are')} here.`}
          </p>
        </EmptyState>
      )}
      {metrics && chosen && (
        <div
          aria-busy={query.isPlaceholderData}
          className="flex flex-col gap-6 px-4 py-4 transition-opacity aria-busy:opacity-60 aria-busy:delay-150"
        >
          <RevenueFigures mode={mode} metrics={chosen} range={range} customers={metrics.customers.total} />
          <Charts metrics={chosen} search={search} />
          <Foot updatedAtMs={query.dataUpdatedAt} />
        </div>
      )}
    </Panel>
  )
}

function Charts({ metrics, search }: { metrics: CurrencyMetrics; search: MetricsSearch }) {
  const range = search.range ?? DEFAULT_RANGE
  const { currency, days, movements } = metrics
  const periods = periodsOf(days, range)
  if (search.view === 'table') return <MetricsTable periods={periods} currency={currency} range={range} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-2">
      <MrrChart days={days} currency={currency} range={range} />
      <MovementsChart periods={periods} totals={movements} currency={currency} range={range} />
    </div>
  )
}

/** For those who neither hover nor focus: what the words mean; and how old the figures are. */
function Foot({ updatedAtMs }: { updatedAtMs: number }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 text-sm text-faint">
      <details>
        <summary className="w-fit rounded-sm hover:text-ink">What the movements mean</summary>
        <dl className="mt-2 grid gap-x-4 gap-y-1 text-soft sm:grid-cols-[auto_minmax(0,1fr)]">
          {MOVEMENTS.map((kind) => (
            <div key={kind} className="sm:contents">
              <dt className="font-medium text-ink">{MOVEMENT_WORDS[kind].label}</dt>
              <dd>{MOVEMENT_WORDS[kind].definition}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p>
        Days in UTC · as of <TimeAgo at={new Date(updatedAtMs).toISOString()} />
      </p>
    </div>
  )
}
