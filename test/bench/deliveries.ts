import { until } from '../../scripts/until.ts'
import { stripeCustomer, subscription } from '../support/billing.ts'
import { event, type StripeEvent } from '../support/billing-events.ts'
import { invoice } from '../support/billing-payments.ts'
import { call } from './account.ts'
import { spentPer } from './counts.ts'
import { startDeployment, WEBHOOK_SECRET } from './deployment.ts'
import { type Post, send, signedPost } from './load.ts'
import { progressOf, tableList } from './progress.ts'
import type { Row } from './report.ts'
import { CONNECTIONS } from './stream.ts'

const TENANT = 'acc_default:test'
const AUTOMATIONS = 5
/** Tables that are there for automations alone, and what hands deliveries to queues. */
const OF_DELIVERIES = ['runs', 'deliveries', 'touched', 'outbox']
const TIMEOUT_MS = 10 * 60_000

/** `events` payments, each of which starts five automations with a mail, through the queue to the outbox. */
export async function benchDeliveries(events: number, step: (text: string) => void): Promise<Row[]> {
  const mails = events * AUTOMATIONS
  step(`${events} events that make ${mails} mails`)
  const { url, countRows, stop } = await startDeployment({
    counting: true,
    variables: { ENVIRONMENT: 'development' },
  })
  try {
    await makeAutomations(url)
    const before = await progressOf(url, TENANT)
    const startedAt = performance.now()
    const { failures } = await send(url, posts(events), CONNECTIONS)
    if (failures.length > 0) throw new Error(`${failures.length} events were not acknowledged: ${failures[0]}`)
    const sent = () => countRows("SELECT COUNT(*) AS n FROM deliveries WHERE status = 'sent'")
    const isDone = await until(async () => (await sent()) === mails, { timeoutMs: TIMEOUT_MS, intervalMs: 100 })
    if (!isDone) throw new Error(`Only ${await sent()} of ${mails} mails were sent in time.`)
    const seconds = (performance.now() - startedAt) / 1000
    const spent = spentPer(before, await progressOf(url, TENANT), mails)
    const [inObject, inD1] = [ofDeliveries(spent.objectTables), ofDeliveries(spent.d1Tables)]
    return [
      { what: 'mails sent of those that were to be', value: `${await sent()} of ${mails}` },
      { what: 'rows written per mail, its run and both stores counted', value: sum(inObject, inD1), goal: '≤ 6' },
      { what: 'of them in the object, by table', value: tableList(inObject) },
      { what: 'of them in D1, by table', value: tableList(inD1) },
      { what: 'object requests, per mail', value: spent.objectRequests.toFixed(2) },
      { what: 'mails, from the first event until the last was sent', value: `${Math.round(mails / seconds)}/s` },
    ]
  } finally {
    await stop()
  }
}

async function makeAutomations(url: URL): Promise<void> {
  const words = { subject: 'Thank you, {{ customer.email }}', html: '<p>{{ event.amount | money }}</p>' }
  const template = await call<{ id: string }>(url, 'POST', '/templates', { name: 'Receipt', ...words })
  await call(url, 'POST', `/templates/${template.id}/publish`)
  for (let n = 1; n <= AUTOMATIONS; n += 1)
    await call(url, 'POST', '/automations', {
      ...{ name: `Receipt ${n}`, status: 'on', trigger: { type: 'payment.succeeded' } },
      actions: [{ type: 'send_email', template: template.id }],
    })
}

/** Of one customer, who pays an invoice a second. */
function* posts(events: number): Iterator<Post> {
  const now = Math.floor(Date.now() / 1000) + 1
  const post = (one: StripeEvent): Post => signedPost('/api/webhooks/stripe', JSON.stringify(one), WEBHOOK_SECRET)
  yield post(event('customer.created', stripeCustomer({ created: now }), { at: now }))
  yield post(event('customer.subscription.created', subscription({ created: now }), { at: now }))
  for (let n = 1; n <= events; n += 1) {
    const at = now + n
    yield post(event('invoice.paid', invoice({ id: `in_${n}`, status: 'paid', created: at, paidAt: at }), { at }))
  }
}

function ofDeliveries(tables: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(tables).filter(([table]) => OF_DELIVERIES.includes(table)))
}

function sum(...tables: Record<string, number>[]): string {
  return tables
    .flatMap((rows) => Object.values(rows))
    .reduce((total, rows) => total + rows, 0)
    .toFixed(2)
}
