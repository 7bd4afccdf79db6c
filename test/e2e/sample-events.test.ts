import { expect, it } from 'vitest'
import { seededRandom, shuffled } from '../support/random.ts'
import { startBillhook } from './support/billhook.ts'
import { type ListedEvent, settledEvents, sortedIds } from './support/events.ts'
import { findSampleEvents } from './support/sample-events.ts'
import { aCustomerEvent, postEvent, type StripeEvent } from './support/stripe.ts'

const SEED = 20_261_121
const samples = findSampleEvents()
if (!samples) console.log('No sample events beside the checkout (STRIPE_DATA_DIR): only those of this test are posted.')

const ownEvents: StripeEvent[] = [
  ...Array.from({ length: 5 }, (_, index) => aCustomerEvent(index)),
  { ...aCustomerEvent(100), type: 'a.type.nobody.knows' },
  { ...aCustomerEvent(101), api_version: '2022-11-15', type: 'customer.updated' },
  { ...aCustomerEvent(102), type: 'customer.deleted' },
]

it('every event, posted in any order and twice, ends with an outcome and is listed once', async () => {
  const billhook = await startBillhook()
  const events = [...ownEvents, ...(samples?.events ?? [])]
  const twice = shuffled([...events, ...events], seededRandom(SEED))
  const statuses = new Set<number>()
  for (const event of twice) statuses.add(await postEvent(billhook.url, event))
  expect([...statuses]).toEqual([200])

  const settled = ({ outcome, duplicates }: ListedEvent) => outcome !== 'pending' && duplicates === 1
  const listed = await settledEvents(billhook.api, events.length, settled)
  expect(sortedIds(listed)).toEqual(sortedIds(events))
  expect(listed.filter((event) => !settled(event) || event.outcome === 'parked')).toEqual([])
})
