const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }

/** Seconds of `45s`, `30m`, `12h`, `31d` or `2w`; null for anything else, zero included. */
export function readDuration(text: string): number | null {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(text) ?? []
  const seconds = Number(amount) * (UNIT_SECONDS[unit ?? ''] ?? 0)
  return seconds > 0 ? seconds : null
}
