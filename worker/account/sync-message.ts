import type { Tenant } from '../domain/ids.ts'
import type { OutboxMessage } from './outbox.ts'

/** Body of the sync queue: ids and a version, so that old and new code understand each other for a release. */
export type SyncMessage = OutboxMessage & Tenant & { v: 1 }

export function syncMessage(tenant: Tenant, message: OutboxMessage): SyncMessage {
  return { v: 1, ...tenant, ...message }
}
