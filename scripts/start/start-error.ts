/** A failure whose message is all a person needs: what is wrong and what to do. `logFile` holds the details, if any. */
export class StartError extends Error {
  readonly logFile: string | null

  constructor(message: string, { logFile = null }: { logFile?: string | null } = {}) {
    super(message)
    this.name = 'StartError'
    this.logFile = logFile
  }
}
