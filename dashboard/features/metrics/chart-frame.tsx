import type { PointerEvent, ReactNode } from 'react'
import { labelledPlaces, linearScale } from './chart-scale.ts'
import { useWidth } from './use-width.ts'

export interface PlotArea {
  /** The middle of a place, in pixels. */
  x: (place: number) => number
  y: (value: number) => number
  /** Between the middles of two places. */
  step: number
  left: number
  right: number
  top: number
  bottom: number
}

interface ChartFrameProps {
  /** What it shows: "MRR by day". */
  label: string
  height: number
  ticks: readonly number[]
  tickText: (value: number) => string
  places: number
  placeText: (place: number) => string
  /** The place that is read out; null: none is looked at. */
  at: number | null
  onAt: (place: number | null) => void
  /** The figures of a place, for who cannot see it. */
  valueText: (place: number) => string
  draw: (area: PlotArea) => ReactNode
}

const TOP = 8
const BOTTOM = 24
const RIGHT = 8
const LABEL_PX = 64
const CHAR_PX = 6.5

/**
 * Axes, grid and the way to read a chart: the pointer, or the arrow keys, as below the drawing lies a slider over its
 * places. The figures stand outside, in text.
 */
export function ChartFrame({ label, height, ticks, places, at, onAt, ...frame }: ChartFrameProps) {
  const [element, width] = useWidth()
  const tickTexts = ticks.map(frame.tickText)
  const left = Math.ceil(Math.max(...tickTexts.map((text) => text.length)) * CHAR_PX) + 10
  const right = Math.max(width - RIGHT, left + 1)
  const step = (right - left) / Math.max(places, 1)
  const area: PlotArea = {
    x: (place) => left + (place + 0.5) * step,
    y: linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [height - BOTTOM, TOP]),
    step,
    left,
    right,
    top: TOP,
    bottom: height - BOTTOM,
  }

  function onPointer(event: PointerEvent<HTMLDivElement>) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    onAt(Math.min(places - 1, Math.max(0, Math.floor((x - left) / step))))
  }

  return (
    <div
      ref={element}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && onAt(null)}
      className="relative w-full touch-pan-y rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
    >
      <input
        type="range"
        aria-label={label}
        aria-valuetext={frame.valueText(at ?? places - 1)}
        min={0}
        max={Math.max(places - 1, 0)}
        value={at ?? places - 1}
        onChange={(event) => onAt(Number(event.target.value))}
        onBlur={() => onAt(null)}
        className="pointer-events-none absolute inset-0 size-full opacity-0"
      />
      <svg aria-hidden="true" width={width} height={height} className="block max-w-full text-2xs">
        {ticks.map((tick, index) => (
          <g key={tick}>
            <line
              x1={left}
              x2={right}
              y1={area.y(tick)}
              y2={area.y(tick)}
              className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
            />
            <text x={left - 8} y={area.y(tick)} dy="0.32em" textAnchor="end" className="fill-faint">
              {tickTexts[index]}
            </text>
          </g>
        ))}
        {labelledPlaces(places, Math.floor((right - left) / LABEL_PX)).map((place) => (
          <text
            key={place}
            x={Math.min(area.x(place), right - 18)}
            y={height - 6}
            textAnchor="middle"
            className="fill-faint"
          >
            {frame.placeText(place)}
          </text>
        ))}
        {width > 0 && frame.draw(area)}
      </svg>
    </div>
  )
}
