import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { presentEventSummary } from '../../../worker/http/schemas/event.ts'
import { listEvents, readEvent } from '../../../worker/readmodel/events.ts'
import { upsertCustomers } from '../../../worker/readmodel/write-customers.ts'
import { upsertEvents } from '../../../worker/readmodel/write-events.ts'
import { storedCustomer } from '../../support/customer.ts'
import { newTenant } from '../account/tenant.ts'
import { projected } from './customers.ts'
import { anEvent } from './events.ts'

const NO_ACTIONS = () => ({ runs: [], deliveries: [] })

describe('an event', () => {
  it('names its customer as it is now, or who took that one over; of an unknown one nothing', async () => {
    const tenant = newTenant()
    const bob = storedCustomer({ id: 'cust_2', external_id: 'cus_2', email: 'bob@example.com', name: 'Bob' })
    await env.DB.batch([
      ...upsertCustomers(env.DB, tenant, [
        projected({ id: 'cust_1', mergedInto: 'cust_2' }),
        projected({ body: bob, number: 2 }),
      ]),
      ...upsertEvents(
        env.DB,
        tenant,
        ['cust_1', 'cust_2', 'cust_3', null].map((customerId, at) => anEvent({ seq: at, id: `evt_${at}`, customerId })),
      ),
    ])
    const listed = await listEvents(env.DB, tenant, {}, { limit: 10, beforeSeq: null })
    const shown = { id: 'cust_2', external_id: 'cus_2', email: 'bob@example.com' }
    expect(listed.map((event) => [event.customerId, presentEventSummary(event, NO_ACTIONS).customer])).toEqual([
      [null, null],
      ['cust_3', null],
      ['cust_2', shown],
      ['cust_1', shown],
    ])
    const one = await readEvent(env.DB, tenant, 'evt_0')
    expect(one && presentEventSummary(one.event, NO_ACTIONS).customer).toEqual(shown)
  })
})
