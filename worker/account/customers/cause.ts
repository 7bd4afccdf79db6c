import type { Setter } from '../../domain/customer-changes.ts'
import { isoOfMs, isoOfSeconds } from '../../domain/times.ts'

/** What makes a customer change, as its fields, its timeline and the ledger name it. */
export type Cause =
  | { kind: 'event'; seq: number; id: string; type: string; at: number; isFirst: boolean; starts: boolean }
  /** An answer of Stripe's API: `import`, `resync` or `refetch`; or what was held before there were customers. */
  | { kind: 'snapshot'; source: string }
  /** The passing of time. */
  | { kind: 'due' }
  /** The rules have changed. */
  | { kind: 'rules' }
  /** What became of another customer tells whose a Stripe customer is, or leaves an own id to this one. */
  | { kind: 'identity' }
  /** `words`: what `note` only names, with what the person wrote. */
  | { kind: 'person'; by: string; note: string; words?: readonly string[] }
  /** A run's action; `depth` runs stand between it and what happened outside. */
  | { kind: 'automation'; by: string; note: string; depth: number }

/** What was held when this version took over; no inbox row leads to it. */
export const UPGRADE = 'upgrade'

export function setterOf(cause: Cause, nowMs: number): Setter {
  const now = isoOfMs(nowMs)
  switch (cause.kind) {
    case 'event':
      return { by: cause.id, at: isoOfSeconds(cause.at) }
    case 'snapshot':
      return { by: cause.source, at: now }
    case 'due':
      return { by: 'clock', at: now }
    case 'rules':
      return { by: 'settings', at: now }
    case 'identity':
      return { by: 'identity', at: now }
    case 'person':
    case 'automation':
      return { by: cause.by, at: now }
  }
}

/** One sentence for the timeline; events tell their own story. */
export function storyOf(cause: Exclude<Cause, { kind: 'event' }>): string {
  switch (cause.kind) {
    case 'snapshot':
      if (cause.source === UPGRADE) return 'Read from what was held of Stripe already.'
      return cause.source === 'refetch' ? 'Stripe was asked and told this.' : 'Read from the Stripe account.'
    case 'due':
      return 'A moment that was set has come.'
    case 'rules':
      return 'The settings or segments were changed.'
    case 'identity':
      return 'What changed with another customer tells more of this one.'
    case 'person':
    case 'automation':
      return cause.note
  }
}
