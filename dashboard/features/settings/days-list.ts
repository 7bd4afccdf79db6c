const MAX_DAYS = 365

/** Why a typed number of days cannot be taken; null where it can. */
export function refuseDays(text: string): string | null {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= MAX_DAYS) return null
  return `A whole number from 1 to ${MAX_DAYS}.`
}

/** Typed numbers as days, the longest time ahead first. */
export function readDays(texts: readonly string[]): number[] {
  return [...new Set(texts.map(Number))].sort((a, b) => b - a)
}
