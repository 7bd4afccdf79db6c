const SHORTEST_MS = 2000
const LONGEST_MS = 15_000

/**
 * How long to wait before a running job is asked for again: a quarter of the time since it last moved, from 2 s to
 * 15 s. With live updates always the longest, as a net below them.
 */
export function jobPollMs({ liveIsOpen, updatedAtMs }: { liveIsOpen: boolean; updatedAtMs: number }, nowMs: number) {
  if (liveIsOpen) return LONGEST_MS
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (nowMs - updatedAtMs) / 4))
}
