import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers'
import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { driveJob, GIVEN_UP, MAX_STUCK } from './drive-job.ts'

export interface ImportParams {
  tenant: Tenant
  jobId: string
  driver: number
}

/** Workflows count their steps; a leg is 100 pages, so this is far more than any account has. */
const MAX_LEGS = 900

const LEG = {
  retries: { limit: 8, delay: '5 seconds', backoff: 'exponential' },
  timeout: '5 minutes',
} as const

/**
 * Drives an import to its end. It only says when to go on: how far the import is stands with the account object, so that a
 * step that is repeated, or a second instance, reads on from the last durable page.
 */
export class ImportWorkflow extends WorkflowEntrypoint<Bindings, ImportParams> {
  override async run({ payload }: WorkflowEvent<ImportParams>, step: WorkflowStep): Promise<void> {
    const { tenant, jobId, driver } = payload
    let stuck = 0
    for (let leg = 1; leg <= MAX_LEGS && stuck < MAX_STUCK; leg += 1) {
      const before = stuck
      const driven = await step.do(`leg ${leg}`, LEG, () => driveJob(this.env, tenant, { jobId, driver }, before))
      if (driven.ended) return
      stuck = driven.stuck
      if (driven.waitSeconds > 0) await step.sleep(`pause ${leg}`, driven.waitSeconds * 1000)
    }
    await step.do('give up', () => accountStub(this.env, tenant).failJob(tenant, jobId, GIVEN_UP))
  }
}
