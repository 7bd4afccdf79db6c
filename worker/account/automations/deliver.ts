import { numberedId } from '../../auth/numbered-id.ts'
import { type Delivery, SETTLED } from '../../domain/delivery/delivery.ts'
import { newDelivery } from '../../domain/delivery/new-delivery.ts'
import type { Bench } from '../customers/derive.ts'
import { scheduleOnce } from '../schedule.ts'
import { insertDelivery, nextDeliveryNumber, waitsForAnother } from './deliveries.ts'

/** Key of the schedule: what is not settled by then is told to D1. */
export const LATE = 'deliveries:late'
const LATE_AFTER_MS = 5_000

/** Keeps it, and gives it to a queue once the turn is durable; a webhook waits for those before it. */
export function deliver({ ws, nowMs }: Bench, of: Pick<Delivery, 'channel' | 'kind'> & Partial<Delivery>): Delivery {
  const number = nextDeliveryNumber(ws.sql)
  const delivery = newDelivery({ ...of, number, id: numberedId('dlv', number) }, nowMs)
  insertDelivery(ws.sql, delivery)
  const isUnderWay = !SETTLED.includes(delivery.status) && !waitsForAnother(ws.sql, delivery)
  if (isUnderWay) ws.acts.queueDelivery(number)
  // Most are sent within a second or two: D1 hears of them then, and of those that are late. A person looks at once.
  const isAwaited = delivery.kind === 'test' || delivery.resendOf !== null
  if (isUnderWay && !isAwaited) scheduleOnce(ws.sql, LATE, nowMs + LATE_AFTER_MS)
  else ws.acts.touchDelivery(number)
  return delivery
}
