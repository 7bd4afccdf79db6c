import { scheduledUrl } from '../../../scripts/start/cron-loop.ts'
import { readWranglerToml } from '../../../scripts/start/worker-config.ts'
import { ROOT } from '../../../scripts/wrangler.ts'
import type { StartedBillhook } from './billhook.ts'

/** Lets the cron of every minute run now, as the loop of `npm start` does; for it it is `time`. */
export async function runMinuteCron(billhook: StartedBillhook, time: Date): Promise<void> {
  const cron = readWranglerToml(ROOT).triggers?.crons?.find((expression) => expression === '* * * * *')
  if (!cron) throw new Error('wrangler.toml has no cron for every minute.')
  const answer = await fetch(scheduledUrl(workerUrl(billhook), cron, time))
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`The cron "${cron}" answered ${answer.status}.`)
}

/** The Worker's own address: crons cannot be asked for at the dashboard's. */
function workerUrl({ servers }: StartedBillhook): string {
  for (const { command } of servers()) {
    const [, port] = / dev --local .*--port (\d+)/.exec(command) ?? []
    if (port) return `http://127.0.0.1:${port}`
  }
  throw new Error('The Worker does not run.')
}
