import { beforeAll, expect, it } from 'vitest'
import { until } from '../../../scripts/until.ts'
import type { Metrics } from '../../../worker/http/schemas/metrics.ts'
import type { StartedBillhook } from './billhook.ts'
import { type Customer, read, readList } from './customers.ts'

/** Who shows what: stage, access, status, plan, MRR in minor units. */
const STORIES: [name: string, story: string][] = [
  ['Alice Adler', 'customer, active, active, Team × 8, 9000 usd'],
  ['Bob Baker', 'customer, suspended, past_due, Team × 1, 2900 usd'],
  ['Carol Costa', 'trial, active, trialing, Team × 1, no MRR'],
  ['Dave Dietz', 'customer, active, active, Team × 1, 2900 usd'],
  ['Erin Eriksen', 'churned, expired, canceled, Starter × 1, no MRR'],
  ['Grace Gupta', 'churned, frozen, paused, Starter × 1, no MRR'],
  ['Heidi Hansen', 'no stage, none, incomplete, Starter × 1, no MRR'],
  ['Ivan Ito', 'no stage, none, incomplete_expired, Starter × 1, no MRR'],
  ['Judy Jensen', 'customer, active, active, Team × 1, 2417 eur'],
  ['Kamal Kowalski', 'customer, active, active, Team × 3, 10500 jpy'],
  ['Lena Lopez', 'customer, active, active, Team × 12, 13000 usd'],
  ['Sybil Sato', 'customer, active, active, Team × 1, 2320 usd'],
  ['Uma Ueda', 'customer, active, active, Starter × 1, 750 usd'],
  ['Victor Vogel', 'no stage, none, no status, no plan, no MRR'],
]

/** Whom the trigger made that the demo ends with: a payment that fails. */
function isSuspendedByEvent({ created_by, access }: Customer): boolean {
  return created_by.kind === 'event' && access.state === 'suspended'
}

function storyOf({ stage, access, subscription_status: status, plan, quantity, mrr }: Customer): string {
  const paid = mrr.filter(({ amount }) => amount !== 0).map(({ amount, currency }) => `${amount} ${currency}`)
  const bought = plan ? `${plan.name} × ${quantity}` : 'no plan'
  return [stage ?? 'no stage', access.state, status ?? 'no status', bought, paid.join(' + ') || 'no MRR'].join(', ')
}

/** What a first look at the customers of a demo finds that nobody has touched yet. */
export function describeStories(started: () => StartedBillhook): void {
  let billhook: StartedBillhook
  let customers: Customer[]

  beforeAll(async () => {
    billhook = started()
    const isOver = async () => {
      customers = await readList<Customer>(billhook, '/customers')
      return customers.some(isSuspendedByEvent)
    }
    await until(isOver, { timeoutMs: 45_000, intervalMs: 200 })
  })

  it.each(STORIES)('%s: %s', (name, story) => {
    expect(customers.filter((customer) => customer.name === name).map(storyOf)).toEqual([story])
  })

  it('whose payment the demo lets fail is suspended, and says so', () => {
    const [failing, ...others] = customers.filter(isSuspendedByEvent).map(({ access }) => access)
    expect(others).toEqual([])
    expect(failing?.reason).toMatch(/^A payment of .* failed on .*, so access is suspended until it is paid\.$/)
  })

  it('MRR by currency is the sum over its customers', async () => {
    const { currencies } = await read<Metrics>(billhook, '/metrics')
    const sums = new Map<string, number>()
    for (const { currency, amount } of customers.flatMap(({ mrr }) => mrr)) {
      sums.set(currency, (sums.get(currency) ?? 0) + amount)
    }
    expect(new Map(currencies.map(({ currency, mrr_end }) => [currency, mrr_end]))).toEqual(sums)
  })

  it('counts by stage, access and status are those of the list', async () => {
    const { by_stage, by_access, by_status } = await read<CustomerSummary>(billhook, '/customers/summary')
    expect(by_stage).toEqual(expectedCounts(customers, 'stage', ({ stage }) => stage))
    expect(by_access).toEqual(expectedCounts(customers, 'state', ({ access }) => access.state))
    expect(by_status).toEqual(expectedCounts(customers, 'status', (customer) => customer.subscription_status))
  })
}

type CustomerSummary = Record<'by_stage' | 'by_access' | 'by_status', Record<string, unknown>[]>

/** By value, the empty one first. */
function expectedCounts(
  customers: Customer[],
  name: string,
  pick: (customer: Customer) => string | null,
): Record<string, unknown>[] {
  const values = customers.map(pick)
  return [...new Set(values)]
    .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((value) => ({ [name]: value, count: values.filter((other) => other === value).length }))
}
