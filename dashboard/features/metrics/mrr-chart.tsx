import { useState } from 'react'
import { formatMoney } from '../../lib/money.ts'
import { ChartFrame, type PlotArea } from './chart-frame.tsx'
import { niceTicks } from './chart-scale.ts'
import { axisDay, compactAmount, dayWords } from './chart-words.ts'
import type { MetricsDay } from './get-metrics.ts'
import type { MetricsRange } from './metrics-search.ts'

interface MrrChartProps {
  days: readonly MetricsDay[]
  currency: string
  range: MetricsRange
}

const HEIGHT = 220

/** MRR at the end of each day; today it is that of now. */
export function MrrChart({ days, currency, range }: MrrChartProps) {
  const [at, setAt] = useState<number | null>(null)
  const shown = days[at ?? days.length - 1]
  const values = days.map(({ mrr }) => mrr)
  const words = (day: MetricsDay | undefined) => (day ? `${dayWords(day.date)}: ${formatMoney(day.mrr, currency)}` : '')
  return (
    <figure>
      <figcaption className="mb-2 flex justify-between gap-x-4 max-sm:flex-col sm:items-baseline">
        <span className="text-sm font-semibold">MRR by day</span>
        <span className="text-sm text-soft">{words(shown)}</span>
      </figcaption>
      <ChartFrame
        label="MRR by day"
        height={HEIGHT}
        ticks={niceTicks(Math.min(...values), Math.max(...values), 4)}
        tickText={(tick) => compactAmount(tick, currency)}
        places={days.length}
        placeText={(place) => axisDay(days[place]?.date ?? '', range)}
        at={at}
        onAt={setAt}
        valueText={(place) => words(days[place])}
        draw={(area) => <Line values={values} at={at} area={area} />}
      />
    </figure>
  )
}

function Line({ values, at, area: { x, y, top } }: { values: readonly number[]; at: number | null; area: PlotArea }) {
  const line = values.map((value, place) => `${place === 0 ? 'M' : 'L'}${x(place)} ${y(value)}`).join('')
  const ground = `L${x(values.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`
  const dot = at ?? values.length - 1
  return (
    <>
      <path d={line + ground} className="fill-ink opacity-6" />
      <path d={line} strokeWidth={2} strokeLinejoin="round" className="fill-none stroke-ink" />
      {at !== null && <line x1={x(at)} x2={x(at)} y1={y(0)} y2={top} className="stroke-line-strong" />}
      <circle cx={x(dot)} cy={y(values[dot] ?? 0)} r={4} strokeWidth={2} className="fill-ink stroke-surface" />
    </>
  )
}
