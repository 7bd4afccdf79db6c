import type { Run } from '../../domain/automation/run.ts'
import type { Delivery } from '../../domain/delivery/delivery.ts'
import { SETTLED } from '../../domain/delivery/delivery.ts'
import type { Workspace } from '../customers/workspace.ts'
import { writeDelivery } from './deliveries.ts'

const ERASED = 'Personal data of its customer was erased on request.'

/**
 * Takes a person out of mails, webhooks and runs: that they were stays, to whom and what they said goes. What is under way
 * is canceled. It reads every one of them, which is rarely asked for, and by hand.
 */
export function forgetDeliveries(ws: Workspace, customerId: string, nowMs: number): void {
  const { sql } = ws
  const whose = JSON.stringify(idsOf(sql, customerId))
  const deliveries = sql
    .exec<{ body: string }>(
      "SELECT body FROM deliveries WHERE body ->> 'customerId' IN (SELECT value FROM json_each(?1))",
      whose,
    )
    .toArray()
    .map(({ body }) => JSON.parse(body) as Delivery)
  for (const delivery of deliveries) {
    const isOver = SETTLED.includes(delivery.status)
    const end = isOver ? {} : { status: 'canceled' as const, code: 'customer_gone', endedAtMs: nowMs }
    const attempts = delivery.attempts.map((attempt) => ({ ...attempt, detail: '' }))
    const to = delivery.channel === 'mail' ? null : delivery.to
    const bare = { to, body: null, occurrence: null, content: null, reason: ERASED, attempts, nextAttemptAtMs: null }
    writeDelivery(sql, { ...delivery, ...end, ...bare })
    sql.exec('UPDATE deliveries SET message = NULL WHERE number = ?1', delivery.number)
    ws.acts.touchDelivery(delivery.number)
  }
  const runs = sql.exec<{ key: string; body: string }>(
    "SELECT key, body FROM runs WHERE body ->> 'customerId' IN (SELECT value FROM json_each(?1))",
    whose,
  )
  for (const { key, body } of runs.toArray()) {
    const run = JSON.parse(body) as Run
    sql.exec('UPDATE runs SET rev = rev + 1, body = ?2 WHERE key = ?1', key, JSON.stringify(impersonal(run)))
    ws.acts.touchRun(key)
  }
}

/** The customer, and those that ended in it. */
function idsOf(sql: SqlStorage, customerId: string): string[] {
  return sql
    .exec<{ id: string }>(
      `WITH RECURSIVE ended (id) AS (
         SELECT ?1 UNION SELECT customers.id FROM customers JOIN ended ON customers.body ->> 'mergedInto' = ended.id)
       SELECT id FROM ended`,
      customerId,
    )
    .toArray()
    .map(({ id }) => id)
}

function impersonal(run: Run): Run {
  const { stopped } = run
  const failing = stopped?.code === 'condition' ? { ...stopped.failing, actual: null } : null
  return {
    ...run,
    occurrence: { ...run.occurrence, data: {} },
    stopped: failing ? { code: 'condition', failing } : stopped,
  }
}
