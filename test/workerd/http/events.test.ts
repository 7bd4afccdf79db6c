import { beforeAll, describe, expect, it } from 'vitest'
import { call } from './client.ts'
import { insertEvents } from './rows.ts'

const HOUR_MS = 3_600_000
const T0_MS = Date.UTC(2026, 10, 1)
const LONG_ID = `evt_${'x'.repeat(251)}`

beforeAll(async () => {
  await insertEvents([
    {
      seq: 1,
      id: 'evt_paid',
      type: 'invoice.paid',
      created: T0_MS / 1000,
      receivedAt: T0_MS + 345,
      stripeObjectId: 'in_1',
      stripeCustomerId: 'cus_Ada',
      notes: ['Marked invoice in_1 as paid.'],
      changes: [{ customer: null, object: 'in_1', field: 'status', from: 'open', to: 'paid' }],
      payload: '{"id":"evt_paid","object":"event","data":{"object":{"customer_email":"Ada@Example.com"}}}',
    },
    { seq: 2, id: 'evt_item', type: 'invoiceitem.created', receivedAt: T0_MS + HOUR_MS, outcome: 'ignored' },
    { seq: 3, id: 'evt_failed', type: 'invoice.payment_failed', receivedAt: T0_MS + 2 * HOUR_MS, outcome: 'parked' },
    { seq: 4, id: 'evt_invoice', type: 'invoice', receivedAt: T0_MS + 3 * HOUR_MS },
    { seq: 5, id: LONG_ID, type: 'a_b.c', receivedAt: T0_MS + 4 * HOUR_MS, payload: null },
    { seq: 1, id: 'evt_live', mode: 'live', type: 'invoice.paid' },
    { seq: 1, id: 'evt_stranger', account: 'acc_other', type: 'invoice.paid', stripeCustomerId: 'cus_Ada' },
  ])
})

async function idsOf(query: string, mode = 'test'): Promise<string[]> {
  const { body } = await call('GET', `/api/v1/events?${query}`, { mode })
  return body.data.map(({ id }: { id: string }) => id)
}

describe('events', () => {
  it('one event is shown whole', async () => {
    const { status, body } = await call('GET', '/api/v1/events/evt_paid')
    expect(status).toBe(200)
    expect(body).toEqual({
      id: 'evt_paid',
      object: 'event',
      type: 'invoice.paid',
      created: '2026-11-01T00:00:00Z',
      received_at: '2026-11-01T00:00:00Z',
      processed_at: '2026-11-01T00:00:00Z',
      livemode: false,
      api_version: '2026-10-28.endive',
      source: 'webhook',
      outcome: 'processed',
      stale: false,
      duplicates: 0,
      attempts: 0,
      error: null,
      stripe_object_id: 'in_1',
      stripe_customer_id: 'cus_Ada',
      customer: null,
      notes: ['Marked invoice in_1 as paid.'],
      changes: [{ customer: null, object: 'in_1', field: 'status', from: 'open', to: 'paid' }],
      runs: [],
      deliveries: [],
      payload: { id: 'evt_paid', object: 'event', data: { object: { customer_email: 'Ada@Example.com' } } },
    })
  })

  it('an id may be anything up to 255 characters, and a payload may be gone', async () => {
    const { status, body } = await call('GET', `/api/v1/events/${LONG_ID}`)
    expect([status, body.payload]).toEqual([200, null])
  })

  it.each([
    ['type=invoice.paid', ['evt_paid']],
    ['type=invoice.*', ['evt_failed', 'evt_paid']],
    ['type=invoice', ['evt_invoice']],
    ['type=a_b.*', [LONG_ID]],
    ['type=aXb.c', null],
    ['type=axb.*', []],
    ['customer=cus_Ada', ['evt_paid']],
    ['object=in_1', ['evt_paid']],
    ['outcome=parked', ['evt_failed']],
    ['outcome=ignored&type=invoice.*', []],
    ['q=ada%40example', ['evt_paid']],
    ['q=IN_1', ['evt_paid']],
    ['q=payment_fail', ['evt_failed']],
    ['q=EVT_ITEM', ['evt_item']],
    ['q=%25', []],
    [`q=${'x'.repeat(200)}`, [LONG_ID]],
    ['received_after=2026-11-01T03:00:00Z', [LONG_ID, 'evt_invoice']],
    ['received_after=2026-11-01T00:00:00Z&received_before=2026-11-01T02:00:00Z', ['evt_item', 'evt_paid']],
    ['received_before=2026-11-01T02:30:00%2B02:00', ['evt_paid']],
  ])('?%s selects by that alone', async (query, expected) => {
    const answer = await call('GET', `/api/v1/events?${query}`)
    if (expected === null) expect(answer.status).toBe(422)
    else expect(answer.body.data.map(({ id }: { id: string }) => id)).toEqual(expected)
  })

  it('modes and accounts do not see each other’s events', async () => {
    expect(await idsOf('type=invoice.paid')).toEqual(['evt_paid'])
    expect(await idsOf('', 'live')).toEqual(['evt_live'])
    for (const id of ['evt_live', 'evt_stranger']) {
      expect((await call('GET', `/api/v1/events/${id}`)).status).toBe(404)
      expect((await call('POST', `/api/v1/events/${id}/replay`)).status).toBe(404)
    }
    expect((await call('GET', '/api/v1/events/evt_paid', { mode: 'live' })).status).toBe(404)
  })
})
