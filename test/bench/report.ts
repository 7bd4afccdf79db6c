export interface Row {
  what: string
  value: string
  /** What design asks for; shown beside the figure, never enforced. */
  goal?: string
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function ratio(value: number): string {
  return value.toFixed(2)
}

export function printTable(rows: Row[]): void {
  const width = Math.max(...rows.map((row) => row.what.length))
  for (const { what, value, goal } of rows)
    console.log(`${what.padEnd(width)}  ${value}${goal ? `   goal ${goal}` : ''}`)
}
