import { useId } from 'react'
import type { MovementKind } from '../../../worker/domain/customer.ts'
import type { PlotArea } from './chart-frame.tsx'
import { MOVEMENT_WORDS } from './movement-words.ts'
import type { Period } from './periods.ts'

interface MovementBarsProps {
  periods: readonly Period[]
  kinds: readonly MovementKind[]
  at: number | null
  area: PlotArea
}

const WIDEST = 36
const GAP = 1

/** One stack a period; the running one is hatched, as it may grow. */
export function MovementBars({ periods, kinds, at, area }: MovementBarsProps) {
  const hatch = useId()
  const width = Math.max(2, Math.min(WIDEST, area.step * 0.72))
  return (
    <>
      <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} x2={0} y1={0} y2={5} strokeWidth={3} className="stroke-surface" />
      </pattern>
      {at !== null && (
        <rect
          x={area.x(at) - area.step / 2}
          y={area.top}
          width={area.step}
          height={area.bottom - area.top}
          className="fill-ink opacity-8"
        />
      )}
      {periods.map((period, place) => (
        <g key={period.from}>
          {stackOf(period, kinds).map(({ kind, from, to }) => {
            const top = Math.min(area.y(from), area.y(to))
            const height = Math.max(1, Math.abs(area.y(from) - area.y(to)) - GAP)
            const box = { x: area.x(place) - width / 2, y: top, width, height }
            return (
              <g key={kind}>
                <rect {...box} className={MOVEMENT_WORDS[kind].fill} />
                {period.running && <rect {...box} fill={`url(#${hatch})`} />}
              </g>
            )
          })}
        </g>
      ))}
      <line x1={area.left} x2={area.right} y1={area.y(0)} y2={area.y(0)} className="stroke-line-strong" />
    </>
  )
}

/** Gains from zero up, losses from zero down, each where the one before it ends. */
function stackOf({ movements }: Period, kinds: readonly MovementKind[]) {
  let up = 0
  let down = 0
  return kinds.flatMap((kind) => {
    const amount = movements[kind]
    if (amount === 0) return []
    const from = amount > 0 ? up : down
    if (amount > 0) up += amount
    else down += amount
    return [{ kind, from, to: from + amount }]
  })
}
