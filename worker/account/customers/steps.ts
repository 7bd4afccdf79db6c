import type { Rules } from '../../domain/derive-customer.ts'
import type { Bench } from './derive.ts'
import { Workspace } from './workspace.ts'

/** A step over many: what fails with one leaves nothing of it, and the others go on. */
export interface Steps extends Bench {
  /** False where it failed. `what` names it in the log. */
  attempt: (what: string, work: () => void) => boolean
}

/**
 * Runs a step over many as one transaction, each row written once. Where what they come to cannot be written, the step
 * begins anew and writes each by itself, so that only the one that cannot is left out.
 */
export function runSteps(
  storage: DurableObjectStorage,
  by: { rules: Rules; nowMs: number; onFailed: (what: string) => void },
  step: (steps: Steps) => void,
): void {
  const run = (isAlone: boolean): string[] => {
    const failed: string[] = []
    const steps: Steps = {
      ...{ ws: new Workspace(storage.sql), rules: by.rules, nowMs: by.nowMs },
      attempt: (what, work) => {
        try {
          storage.transactionSync(() => {
            work()
            steps.ws.keep()
            if (isAlone) steps.ws.flush()
          })
          return true
        } catch {
          if (isAlone) steps.ws = new Workspace(storage.sql)
          else steps.ws.drop()
          failed.push(what)
          return false
        }
      },
    }
    storage.transactionSync(() => {
      step(steps)
      steps.ws.keep()
      steps.ws.flush()
    })
    return failed
  }
  for (const what of runOrAlone(run)) by.onFailed(what)
}

function runOrAlone(run: (isAlone: boolean) => string[]): string[] {
  try {
    return run(false)
  } catch {
    return run(true)
  }
}
