import type { Bindings } from '../config.ts'
import { describeError, log } from '../log.ts'
import { sweepBacklogs } from './sweep-backlogs.ts'
import { tidy } from './tidy.ts'

/** Cron strings of wrangler.toml; one that is not here is a mistake in the configuration. */
const JOBS: Record<string, (env: Bindings, nowMs: number) => Promise<void>> = {
  '*/5 * * * *': sweepBacklogs,
  '17 3 * * *': tidy,
}

export async function runCron(cron: string, env: Bindings, nowMs: number): Promise<void> {
  const job = JOBS[cron]
  if (!job) throw new Error(`No job for the cron "${cron}": see worker/cron/jobs.ts.`)
  try {
    await job(env, nowMs)
  } catch (error) {
    log('error', 'cron_failed', { cron, error: describeError(error) })
    throw error
  }
}
