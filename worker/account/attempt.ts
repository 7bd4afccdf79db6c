import { Workspace } from './customers/workspace.ts'

/** Work on many inputs or customers in one transaction, in which each is tried by itself. */
export interface Attempts {
  storage: DurableObjectStorage
  /** Another one from time to time: never keep it beyond an attempt. */
  ws: Workspace
  /** Each is written by itself, because something among them cannot be. */
  isAlone: boolean
}

/** Null when it went well; else the error, and nothing of it is left. One may stand in another. */
export function attempt(attempts: Attempts, work: () => void): string | null {
  try {
    attempts.storage.transactionSync(() => {
      work()
      attempts.ws.keep()
      if (attempts.isAlone) attempts.ws.flush()
    })
    return null
  } catch (error) {
    if (attempts.isAlone) attempts.ws = new Workspace(attempts.storage.sql)
    else attempts.ws.drop()
    return storedError(error)
  }
}

/**
 * Runs `work` as one transaction, each row written once. Where what it comes to cannot be written, it begins anew with each
 * attempt written by itself, so that only the one that cannot is left out.
 */
export function runWhole<T>(storage: DurableObjectStorage, work: (attempts: Attempts) => T): T {
  const run = (isAlone: boolean): T =>
    storage.transactionSync(() => {
      const attempts: Attempts = { storage, ws: new Workspace(storage.sql), isAlone }
      const done = work(attempts)
      attempts.ws.keep()
      attempts.ws.flush()
      return done
    })
  try {
    return run(false)
  } catch {
    return run(true)
  }
}

/** Capped and without NUL, so that storing an error can never fail. */
function storedError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\u0000', '').slice(0, 500)
}
