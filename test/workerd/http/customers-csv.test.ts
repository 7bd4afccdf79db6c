import { beforeAll, describe, expect, it } from 'vitest'
import { csvRecord } from '../../../worker/http/csv.ts'
import { call, makeKey } from './client.ts'
import { LIVE_TENANT, OTHER_TENANT, seedCustomers } from './customer-rows.ts'

const HEADER =
  'id,external_id,user_id,email,name,stage,access,access_until,subscription_status,plan,quantity,mrr,currency,renewal_date,packages,tags,created_at'

beforeAll(async () => {
  await seedCustomers([
    {
      ...{
        id: 'cust_ada',
        number: 1,
        external_id: 'cus_1',
        user_id: '007',
        email: 'ada@example.com',
        stage: 'customer',
      },
      name: '=HYPERLINK("http://evil.test","x")',
      ...{ subscription_status: 'active', plan: { price: 'price_1', product: null }, quantity: 2 },
      mrr: [
        { currency: 'eur', amount: 2500 },
        { currency: 'usd', amount: 2900 },
      ],
      renewal_date: '2026-12-01T00:00:00Z',
      ...{ packages: ['pro', 'team'], tags: ['a "b"'] },
      own_fields: {
        note: { value: 'two\nlines, one comma', set_by: 'operator', set_at: '2026-11-01T00:00:00Z' },
        debt: { value: -5, set_by: 'operator', set_at: '2026-11-01T00:00:00Z' },
      },
    },
    { id: 'cust_bob', number: 2, name: 'Bob' },
  ])
  await seedCustomers(
    Array.from({ length: 1_001 }, (_, i) => ({ number: i + 1, tags: [i % 2 === 0 ? 'even' : 'odd'] })),
    LIVE_TENANT,
  )
  await seedCustomers([{ id: 'cust_other', number: 1 }], OTHER_TENANT)
})

describe('a record', () => {
  it.each([
    [['a', 'b'], 'a,b'],
    [['a,b', 'say "hi"', 'two\r\nlines', ' blank '], '"a,b","say ""hi""","two\r\nlines", blank '],
    [[1, -5, 0.5, true, null, ''], '1,-5,0.5,true,,'],
    [['=1+1', '+1', '-1', '@x', '\tx', '\rx'], "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\""],
    [['a=b', '1-2', "'x"], "a=b,1-2,'x"],
  ])('%j is written as RFC 4180 has it, and never runs as a formula', (cells, expected) => {
    expect(csvRecord(cells)).toBe(`${expected}\r\n`)
  })
})

describe('customers as CSV', () => {
  it('have a header and one record each; of several currencies the greatest MRR is shown', async () => {
    const { status, headers, body } = await call('GET', '/api/v1/customers.csv')
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename="customers-test-\d{4}-\d\d-\d\d\.csv"$/)
    expect(body).toBe(
      [
        HEADER,
        'cust_bob,,,,Bob,,none,,,,,,,,,,2026-01-01T00:00:00Z',
        'cust_ada,cus_1,007,ada@example.com,"\'=HYPERLINK(""http://evil.test"",""x"")",customer,none,,active,price_1,2,2900,usd,2026-12-01T00:00:00Z,pro; team,"a ""b""",2026-01-01T00:00:00Z',
        '',
      ].join('\r\n'),
    )
  })

  it('have the columns that were asked for, own fields among them', async () => {
    const { body } = await call(
      'GET',
      '/api/v1/customers.csv?columns=mrr_all,fields.debt,%20fields.note,fields.none,id&sort=-mrr',
    )
    expect(body).toBe(
      'mrr_all,fields.debt,fields.note,fields.none,id\r\n2500 eur; 2900 usd,-5,"two\nlines, one comma",,cust_ada\r\n,,,,cust_bob\r\n',
    )
  })

  it('are what /customers answers to Accept: text/csv, and nothing else does', async () => {
    const ask = (accept: string) =>
      call('GET', '/api/v1/customers?columns=id&sort=created', { headers: { Accept: accept } })
    expect((await ask('text/csv')).body).toBe('id\r\ncust_bob\r\ncust_ada\r\n')
    expect((await ask('application/json;q=0.5, text/csv')).body).toBe('id\r\ncust_bob\r\ncust_ada\r\n')
    for (const accept of [
      '*/*',
      'application/json',
      'text/html, application/json',
      'text/csv;q=0.1, application/json',
    ]) {
      expect([accept, (await ask(accept)).body.errors[0].code]).toEqual([accept, 'only_for_csv'])
    }
  })

  it('are the whole list over many pages, in its order, with its filters and of its mode', async () => {
    const idsOf = async (query: string) => {
      const { body } = await call('GET', `/api/v1/customers.csv?columns=id${query}`, { mode: 'live' })
      return (body as string).split('\r\n').slice(1, -1)
    }
    const newest = Array.from({ length: 1_001 }, (_, i) => `cust_${1_001 - i}`)
    expect(await idsOf('')).toEqual(newest)
    expect(await idsOf('&tag=odd')).toEqual(newest.filter((_, i) => i % 2 === 1))
    expect(await idsOf('&tag=none')).toEqual([])
  })

  it('are there for a key that may only read', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('GET', '/api/v1/customers.csv?columns=id', { token })).body).toBe(
      'id\r\ncust_bob\r\ncust_ada\r\n',
    )
  })

  it.each([
    ['/customers.csv?columns=id,secret', '/columns', 'unknown_column'],
    ['/customers.csv?columns=constructor', '/columns', 'unknown_column'],
    ['/customers.csv?columns=fields.plan', '/columns', 'unknown_column'],
    ['/customers.csv?columns=fields.', '/columns', 'unknown_column'],
    ['/customers.csv?limit=5', '/limit', 'unknown_name'],
    ['/customers.csv?segment=seg_none', '/segment', 'unknown_segment'],
    ['/customers?limit=5', '/limit', 'not_for_csv'],
    ['/customers?after=x', '/after', 'not_for_csv'],
  ])('%s is 422 at %s', async (path, pointer, code) => {
    const { status, body } = await call('GET', `/api/v1${path}`, { headers: { Accept: 'text/csv' } })
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code])
  })
})
