import type { Rules } from '../../domain/derive-customer.ts'
import { type Attempts, attempt, runWhole } from '../attempt.ts'
import type { Bench } from './derive.ts'

/** A step over many: what fails with one leaves nothing of it, and the others go on. */
export interface Steps extends Bench, Attempts {
  /** False where it failed. `what` names it in the log. */
  attempt: (what: string, work: () => void) => boolean
}

/** Runs a step over many as `runWhole` does; `onFailed` hears of each that failed. */
export function runSteps(
  storage: DurableObjectStorage,
  by: { rules: Rules; nowMs: number; onFailed: (what: string) => void },
  step: (steps: Steps) => void,
): void {
  const failed = runWhole(storage, (attempts) => {
    const names: string[] = []
    const steps: Steps = Object.assign(attempts, {
      rules: by.rules,
      nowMs: by.nowMs,
      attempt: (what: string, work: () => void) => {
        const isThrough = attempt(steps, work) === null
        if (!isThrough) names.push(what)
        return isThrough
      },
    })
    step(steps)
    return names
  })
  for (const what of failed) by.onFailed(what)
}
