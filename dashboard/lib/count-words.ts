const COUNT = new Intl.NumberFormat('en-US')

/** `3100` → `3,100`. */
export function formatCount(count: number): string {
  return COUNT.format(count)
}

/** `1 customer`, `3,100 customers`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
