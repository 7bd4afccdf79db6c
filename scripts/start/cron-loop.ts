import { isCronDue } from './cron.ts'

const MINUTE_MS = 60_000

export interface CronLoopOptions {
  crons: readonly string[]
  /** The Worker's own origin: the Pages port cannot trigger it. */
  workerUrl: string
  onFailure: (cron: string, reason: string) => void
}

/** `wrangler dev` never fires crons by itself: this asks for each when it is due. Answers how to stop. */
export function startCronLoop({ crons, workerUrl, onFailure }: CronLoopOptions): () => void {
  let timer = scheduleNext()
  function scheduleNext() {
    return setTimeout(() => {
      timer = scheduleNext()
      const time = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS)
      for (const cron of crons.filter((expression) => isCronDue(expression, time))) void fire(cron, time)
    }, msToNextMinute(Date.now()))
  }
  async function fire(cron: string, time: Date): Promise<void> {
    try {
      const answer = await fetch(scheduledUrl(workerUrl, cron, time))
      await answer.body?.cancel()
      if (!answer.ok) onFailure(cron, `HTTP ${answer.status}`)
    } catch (error) {
      onFailure(cron, error instanceof Error ? error.message : String(error))
    }
  }
  return () => clearTimeout(timer)
}

/** One second into the minute, so that a timer which fires a little early does not hit the minute before. */
export function msToNextMinute(nowMs: number): number {
  return MINUTE_MS - (nowMs % MINUTE_MS) + 1_000
}

export function scheduledUrl(workerUrl: string, cron: string, time: Date): string {
  const query = new URLSearchParams({ cron, time: String(time.getTime()) })
  return `${workerUrl}/cdn-cgi/local/scheduled?${query}`
}
