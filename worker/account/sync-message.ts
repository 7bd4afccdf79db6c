import type { Tenant } from '../domain/ids.ts'
import type { OutboxMessage } from './outbox.ts'

/** What a cron asks for each connected tenant, and what goes on with a job. */
export type TenantTask =
  | { task: 'catch_up' | 'catalog_sync' | 'check' | 'note_conditions' }
  | { task: 'run_job'; jobId: string; driver: number; stuck: number }

export type Question = Exclude<OutboxMessage, { task: 'deliver' }>

/** Body of the queues: ids and a version, so that old and new code understand each other for a release. */
export type SyncMessage = (Question | TenantTask) & Tenant & { v: 1; epoch?: number }

/** `epoch`: of the link under which the question came up; under another one it is none. */
export function syncMessage(tenant: Tenant, message: Question | TenantTask, epoch?: number): SyncMessage {
  return { v: 1, ...tenant, ...(epoch === undefined ? {} : { epoch }), ...message }
}
