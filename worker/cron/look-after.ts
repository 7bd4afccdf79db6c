import type { Bindings } from '../config.ts'
import { assessSignatures } from '../connect/assess-signatures.ts'
import { sweepBacklogs } from './sweep-backlogs.ts'

/** What nobody would tell: inputs whose alarm was lost, and signatures that are refused. */
export async function lookAfter(env: Bindings, nowMs: number): Promise<void> {
  await sweepBacklogs(env)
  await assessSignatures(env, nowMs)
}
