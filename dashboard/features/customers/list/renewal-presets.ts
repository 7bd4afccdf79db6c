import { absoluteTime } from '../../../lib/time-field.ts'

const DAY_MS = 86_400_000

export const RENEWAL_PRESETS = [
  { label: '7 days', days: 7 },
  { label: '30 days', days: 30 },
  { label: '90 days', days: 90 },
]

/** An absolute moment, so that a shared link means the same list later. */
export function renewingBefore(nowMs: number, days: number): string {
  return absoluteTime(nowMs + days * DAY_MS)
}
