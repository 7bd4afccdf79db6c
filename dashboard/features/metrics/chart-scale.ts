/** Round values from at or below `min` to at or above `max`, about `count` of them, in steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(min: number, max: number, count: number): number[] {
  const low = Math.min(min, 0)
  const high = Math.max(max, 0)
  if (low === high) return [0, 1]
  const step = niceStep((high - low) / Math.max(count, 1))
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

/** Amounts are whole minor units, so no step is below one. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10
  return factor * power
}

/** Maps values from `from` to pixels from `to`; both are given as [start, end]. */
export function linearScale(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0]
  return (value) => to[0] + (span === 0 ? 0 : ((value - from[0]) / span) * (to[1] - to[0]))
}

/** Which of `count` places get a label so that at most `most` do: evenly spaced, the last one always. */
export function labelledPlaces(count: number, most: number): number[] {
  if (count === 0 || most < 1) return []
  const step = Math.ceil(count / most)
  return Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % step === 0)
}
