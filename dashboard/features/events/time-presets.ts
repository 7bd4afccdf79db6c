const HOUR_MS = 3_600_000

export const TIME_PRESETS = [
  { label: 'Last hour', spanMs: HOUR_MS },
  { label: 'Last 24 hours', spanMs: 24 * HOUR_MS },
  { label: 'Last 7 days', spanMs: 7 * 24 * HOUR_MS },
  { label: 'Last 30 days', spanMs: 30 * 24 * HOUR_MS },
]
