import type { Tenant } from '../domain/ids.ts'

/** Body of the queues of mails and webhooks: ids and a version; the object knows the rest. */
export interface DeliveryMessage extends Tenant {
  v: 1
  task: 'deliver'
  delivery: string
}

export function deliveryMessage(tenant: Tenant, delivery: string): DeliveryMessage {
  return { v: 1, ...tenant, task: 'deliver', delivery }
}
