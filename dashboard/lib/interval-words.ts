/** `every month`, `every 3 months`. */
export function intervalWords(interval: string, count: number): string {
  return count === 1 ? `every ${interval}` : `every ${count} ${interval}s`
}
