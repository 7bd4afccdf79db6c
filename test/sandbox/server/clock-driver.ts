import { advance, advanceTo } from '../core/advance.ts'
import type { StripeSandbox } from '../core/sandbox.ts'

const TICK_MS = 250

/** Moves the sandbox clock: with real time, or only when told to. */
export interface ClockDriver {
  /** Jumps ahead and does what falls due on the way. */
  advance(seconds: number): void
  /** Seconds ahead of real time. */
  lead(): number
  stop(): void
}

/** Follows the wall clock, `startLead` seconds ahead of it; jumps add to the lead. */
export function followRealTime(stripe: StripeSandbox, startLead: number, onMove: () => void): ClockDriver {
  let lead = startLead
  const timer = setInterval(() => {
    advanceTo(stripe, wallClock() + lead)
    onMove()
  }, TICK_MS)
  timer.unref()
  return {
    advance(seconds) {
      lead = Math.max(lead, stripe.now() - wallClock()) + seconds
      advanceTo(stripe, wallClock() + lead)
      onMove()
    },
    lead: () => lead,
    stop: () => clearInterval(timer),
  }
}

/** Stands still between jumps, so that a test decides about every second. */
export function standStill(stripe: StripeSandbox, onMove: () => void): ClockDriver {
  return {
    advance(seconds) {
      advance(stripe, seconds)
      onMove()
    },
    lead: () => stripe.now() - wallClock(),
    stop: () => {},
  }
}

export function wallClock(): number {
  return Math.floor(Date.now() / 1000)
}
