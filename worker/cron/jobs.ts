import type { Bindings } from '../config.ts'
import { describeError, log } from '../log.ts'
import { fanOut } from './fan-out.ts'
import { lookAfter } from './look-after.ts'
import { reviveJobs } from './revive-jobs.ts'
import { tidy } from './tidy.ts'

/** Cron strings of wrangler.toml; one that is not here is a mistake in the configuration. */
const JOBS: Record<string, (env: Bindings, nowMs: number) => Promise<void>> = {
  '* * * * *': reviveJobs,
  '*/5 * * * *': lookAfter,
  '23 * * * *': (env) => fanOut(env, ['catch_up', 'check']),
  '17 3 * * *': async (env, nowMs) => {
    await fanOut(env, ['catalog_sync'])
    await tidy(env, nowMs)
  },
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
