import { Workspace } from './customers/workspace.ts'
import type { Run } from './turn.ts'

/** Null when it went well; else the error, and nothing of it is left. One may stand in another. */
export function attempt(run: Run, work: () => void): string | null {
  try {
    run.storage.transactionSync(() => {
      work()
      run.ws.keep()
      if (run.isAlone) run.ws.flush()
    })
    return null
  } catch (error) {
    if (run.isAlone) run.ws = new Workspace(run.storage.sql)
    else run.ws.drop()
    return storedError(error)
  }
}

/** Capped and without NUL, so that storing an error can never fail. */
function storedError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\u0000', '').slice(0, 500)
}
