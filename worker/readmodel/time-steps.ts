/** The starts of all steps (days or hours, in ms) that the time from `fromMs` to before `toMs` touches; one at least. */
export function stepsOf(fromMs: number, toMs: number, stepMs: number): number[] {
  const first = Math.floor(fromMs / stepMs)
  const last = Math.max(first, Math.ceil(toMs / stepMs) - 1)
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * stepMs)
}
