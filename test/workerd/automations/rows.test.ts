import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import { type Counts, noCounts } from '../../bench/counts.ts'
import { countD1, countStorage } from '../../bench/worker/counting.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { replaceBindings, settle, stubOf } from '../account/tenant.ts'
import { ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const EVENTS = 100
const AUTOMATIONS = 5
/** Tables that are there for automations alone, and what hands deliveries to queues. */
const OF_DELIVERIES = ['runs', 'deliveries', 'touched', 'outbox']

function rowsOf(tables: Counts['objectTables']): number {
  return OF_DELIVERIES.reduce((rows, table) => rows + (tables[table] ?? 0), 0)
}

it('a mail that goes out at the first attempt costs at most six written rows, its run and both stores counted', async () => {
  const account = await ruleAccount()
  const { tenant } = account
  const template = await aTemplate(tenant)
  for (let n = 0; n < AUTOMATIONS; n += 1)
    await anAutomation(tenant, {
      name: `Receipt ${n}`,
      trigger: { type: 'payment.succeeded' },
      actions: [{ type: 'send_email', template }],
    })
  await sinceEver(tenant)
  await account.receive(
    event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
    event('customer.subscription.created', subscription({ created: BORN }), { at: BORN }),
  )
  const counts = noCounts()
  await runInDurableObject(stubOf(tenant), (_instance, state) => void countStorage(state, counts))
  await replaceBindings(tenant, () => ({ DB: countD1(env.DB, counts) }))
  const events = Array.from({ length: EVENTS }, (_, n) =>
    event('invoice.paid', invoice({ id: `in_${n}`, status: 'paid', created: BORN + n, paidAt: BORN + n }), {
      at: BORN + n,
    }),
  )
  await account.receive(...events)
  await vi.waitFor(
    async () => {
      await settle(tenant)
      expect((await deliveriesOf(tenant)).filter(({ status }) => status !== 'sent')).toEqual([])
    },
    { timeout: 60_000, interval: 200 },
  )
  const deliveries = EVENTS * AUTOMATIONS
  expect(await deliveriesOf(tenant)).toHaveLength(deliveries)
  const [inObject, inD1] = [rowsOf(counts.objectTables) / deliveries, rowsOf(counts.d1Tables) / deliveries]
  console.log(
    `rows written per mail: object ${inObject.toFixed(2)}, D1 ${inD1.toFixed(2)}`,
    counts.objectTables,
    counts.d1Tables,
  )
  expect(inObject + inD1).toBeLessThanOrEqual(6)
})
