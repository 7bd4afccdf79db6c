import { useState } from 'react'
import type { MovementKind } from '../../../worker/domain/customer.ts'
import { ChartFrame } from './chart-frame.tsx'
import { niceTicks } from './chart-scale.ts'
import { axisDay, compactAmount, periodWords, signedAmount, signedMoney } from './chart-words.ts'
import { daysOf, type MetricsRange } from './metrics-search.ts'
import { MovementBars } from './movement-bars.tsx'
import { MovementLegend } from './movement-legend.tsx'
import { MOVEMENT_WORDS, MOVEMENTS } from './movement-words.ts'
import type { Period } from './periods.ts'

interface MovementsChartProps {
  periods: readonly Period[]
  /** Of the whole range. */
  totals: Record<MovementKind, { amount: number; count: number }>
  currency: string
  range: MetricsRange
}

const HEIGHT = 220
const BY = { '30d': 'day', '90d': 'week', '365d': 'month' }

/** What made MRR grow above zero and what made it shrink below, stacked, by day, week or month. */
export function MovementsChart({ periods, totals, currency, range }: MovementsChartProps) {
  const [at, setAt] = useState<number | null>(null)
  const [hidden, setHidden] = useState<readonly MovementKind[]>([])
  const kinds = MOVEMENTS.filter((kind) => !hidden.includes(kind))
  const period = at === null ? undefined : periods[at]
  const heights = periods.map(({ movements }) => sumsOf(kinds.map((kind) => movements[kind])))
  const isStill = periods.every(({ movements }) => MOVEMENTS.every((kind) => movements[kind] === 0))

  function words(place: number): string {
    const one = periods[place]
    if (!one) return ''
    const moved = kinds.filter((kind) => one.movements[kind] !== 0)
    const parts = moved.map((kind) => `${MOVEMENT_WORDS[kind].label} ${signedMoney(one.movements[kind], currency)}`)
    return `${periodWords(one)}: ${parts.length > 0 ? parts.join(', ') : 'nothing moved'}`
  }

  return (
    <figure>
      <figcaption className="mb-2 flex justify-between gap-x-4 max-sm:flex-col sm:items-baseline">
        <span className="text-sm font-semibold">Movements by {BY[range]}</span>
        <span className="text-sm text-soft">
          {period
            ? `${periodWords(period)}: ${signedMoney(period.net, currency)}`
            : `All ${daysOf(range)} days, ${currency.toUpperCase()}`}
        </span>
      </figcaption>
      {isStill ? (
        <p className="grid h-55 place-items-center text-soft">Nothing moved in these {daysOf(range)} days.</p>
      ) : (
        <ChartFrame
          label={`Movements by ${BY[range]}`}
          height={HEIGHT}
          ticks={niceTicks(Math.min(...heights.map(({ down }) => down)), Math.max(...heights.map(({ up }) => up)), 5)}
          tickText={(tick) => compactAmount(tick, currency)}
          places={periods.length}
          placeText={(place) => axisDay(periods[place]?.from ?? '', range)}
          at={at}
          onAt={setAt}
          valueText={words}
          draw={(area) => <MovementBars periods={periods} kinds={kinds} at={at} area={area} />}
        />
      )}
      <MovementLegend
        hidden={hidden}
        onToggle={(kind) => setHidden(hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind])}
        amountText={(kind) => signedAmount(period ? period.movements[kind] : totals[kind].amount, currency)}
      />
    </figure>
  )
}

function sumsOf(amounts: number[]): { up: number; down: number } {
  return {
    up: amounts.reduce((sum, amount) => sum + Math.max(amount, 0), 0),
    down: amounts.reduce((sum, amount) => sum + Math.min(amount, 0), 0),
  }
}
