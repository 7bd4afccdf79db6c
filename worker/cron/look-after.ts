import type { Bindings } from '../config.ts'
import { assessSignatures } from '../connect/assess-signatures.ts'
import { reviveJobs } from './revive-jobs.ts'
import { sweepBacklogs } from './sweep-backlogs.ts'

/** What must not stand still: inputs whose alarm was lost, jobs whose driver was, and signatures that are refused. */
export async function lookAfter(env: Bindings, nowMs: number): Promise<void> {
  await sweepBacklogs(env)
  await reviveJobs(env, nowMs)
  await assessSignatures(env, nowMs)
}
