import type { Tenant } from '../domain/ids.ts'
import type { OutboxMessage } from './outbox.ts'

/** What a cron asks for each connected tenant, and what goes on with a job. */
export type TenantTask =
  | { task: 'catch_up' | 'catalog_sync' | 'check' }
  | { task: 'run_job'; jobId: string; stuck: number }

/** Body of the sync queue: ids and a version, so that old and new code understand each other for a release. */
export type SyncMessage = (OutboxMessage | TenantTask) & Tenant & { v: 1 }

export function syncMessage(tenant: Tenant, message: OutboxMessage | TenantTask): SyncMessage {
  return { v: 1, ...tenant, ...message }
}
