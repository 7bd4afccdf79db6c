import { parseArgs } from 'node:util'
import type Stripe from 'stripe'
import { makeEventStream } from '../sandbox/core/event-stream.ts'
import { startDeployment, WEBHOOK_SECRET } from './deployment.ts'
import { benchImport } from './import.ts'
import { type Post, send, signedPost } from './load.ts'
import { median, printTable, type Row } from './report.ts'

const CONNECTIONS = 32
const WINDOW = 1_000
const WEBHOOK_PATH = '/api/webhooks/stripe'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    round: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '9' },
    customers: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
})
const totalEvents = Number(values.events)
const roundEvents = Number(values.round)
const rounds = Number(values.rounds)
const customers = Number(values.customers)
if (![totalEvents, roundEvents, rounds, customers].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error(
    'Usage: npm run bench -- [--events 100000] [--round 2000] [--rounds 9] [--customers 100000] [--only events|import], numbers whole and above 0.',
  )
  process.exit(2)
}

interface Progress {
  received: number
  projected: number
  objectRequests: number
  objectRowsWritten: number
  objectRowsRead: number
  sqlMs: number
  d1Transactions: number
  d1RowsWritten: number
}

const step = (text: string): void => console.error(`  ${text}`)
step('bundling the Worker and starting workerd')
let url = new URL('http://localhost')
const eventRows =
  values.only === 'import'
    ? []
    : [...(await deployed({ counting: false }, throughput)), ...(await deployed({ counting: true }, growth))]
const importRows = values.only === 'events' ? [] : await benchImport(customers, step)
printTable([...eventRows, ...importRows])

/** Speed is measured without meters, rows with them: reading meters costs time. */
async function deployed(options: { counting: boolean }, measure: () => Promise<Row[]>): Promise<Row[]> {
  const deployment = await startDeployment(options)
  url = deployment.url
  try {
    return await measure()
  } finally {
    await deployment.stop()
  }
}

async function progressOf(tenant: string): Promise<Progress> {
  const answer = await fetch(new URL(`/progress?tenant=${encodeURIComponent(tenant)}`, url))
  return (await answer.json()) as Progress
}

/** Waits until everything received stands in the read model. */
async function untilProjected(tenant: string, count: number): Promise<Progress> {
  for (;;) {
    const progress = await progressOf(tenant)
    if (progress.projected >= count) return progress
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function streamOf(seed: string, events: number, livemode: boolean): Stripe.Event[] {
  const stream = makeEventStream({ seed, customers: Math.ceil(events / 40), events, now: 1_795_000_000 })
  return stream.map((event) => ({ ...event, livemode }))
}

function* postsOf(events: Stripe.Event[]): Iterator<Post> {
  for (const event of events) yield signedPost(WEBHOOK_PATH, JSON.stringify(event, null, 2), WEBHOOK_SECRET)
}

function* floorPosts(events: Stripe.Event[]): Iterator<Post> {
  for (const event of events) yield { path: '/floor', body: JSON.stringify(event, null, 2), headers: {} }
}

/** Floor and product in turn, so that a change of the machine's speed meets both. */
async function throughput(): Promise<Row[]> {
  const measured = {
    floor: [] as number[],
    acknowledged: [] as number[],
    processed: [] as number[],
    two: [] as number[],
  }
  let sent = 0
  for (let round = 0; round <= rounds; round += 1) {
    step(
      round === 0
        ? 'warming up'
        : `round ${round} of ${rounds}: ${roundEvents} requests to the floor, ${roundEvents} events to Billhook`,
    )
    const events = streamOf(`round ${round}`, roundEvents, false)
    const floor = await send(url, floorPosts(events), CONNECTIONS)
    const startedAt = performance.now()
    const product = await send(url, postsOf(events), CONNECTIONS)
    if (product.failures.length > 0)
      throw new Error(`${product.failures.length} events were not acknowledged: ${product.failures[0]}`)
    sent += roundEvents
    await untilProjected('acc_default:test', sent)
    const processed = roundEvents / ((performance.now() - startedAt) / 1000)
    if (round === 0) continue
    measured.floor.push(floor.perSecond)
    measured.acknowledged.push(product.perSecond)
    measured.processed.push(processed)
    measured.two.push(await twoTenants(round))
    sent += roundEvents / 2
  }
  const [floor, acknowledged, processed, two] = [
    measured.floor,
    measured.acknowledged,
    measured.processed,
    measured.two,
  ].map(median) as [number, number, number, number]
  return [
    { what: 'floor: bare Worker + object, one row a request', value: `${Math.round(floor)}/s` },
    { what: 'acknowledged webhooks', value: `${Math.round(acknowledged)}/s` },
    {
      what: 'acknowledged ÷ floor',
      value: ratio(median(measured.acknowledged.map((value, at) => value / (measured.floor[at] ?? 1)))),
      goal: '≥ 0.80',
    },
    { what: 'fully processed (state, D1, outbox), one account', value: `${Math.round(processed)}/s` },
    {
      what: 'processed ÷ acknowledged',
      value: ratio(median(measured.processed.map((value, at) => value / (measured.acknowledged[at] ?? 1)))),
      goal: '≥ 0.50',
    },
    { what: 'acknowledged over two tenants ÷ over one', value: ratio(two / acknowledged), goal: '≥ 1' },
  ]
}

/** The same load spread over two tenants; the second one is the default account in live mode. */
async function twoTenants(round: number): Promise<number> {
  const half = roundEvents / 2
  const test = streamOf(`two test ${round}`, half, false)
  const live = streamOf(`two live ${round}`, half, true)
  const mixed = test.flatMap((event, at) => [event, live[at] as Stripe.Event])
  const result = await send(url, postsOf(mixed), CONNECTIONS)
  await untilProjected('acc_default:live', half * round)
  return result.perSecond
}

/** One account grows to `totalEvents`; what its windows cost is counted, not timed alone. */
async function growth(): Promise<Row[]> {
  step(`growing one account to ${totalEvents} events`)
  const stream = streamOf('growth', totalEvents, true)
  const before = await progressOf('acc_default:live')
  const early = await window(stream, 0)
  const middle = stream.slice(WINDOW, totalEvents - WINDOW)
  for (let at = 0; at < middle.length; at += 10_000) {
    const part = middle.slice(at, at + 10_000)
    await send(url, postsOf(part), CONNECTIONS)
    await untilProjected('acc_default:live', WINDOW + at + part.length)
    step(`${WINDOW + at + part.length} of ${totalEvents}`)
  }
  const late = await window(stream, totalEvents - WINDOW)
  const after = await progressOf('acc_default:live')
  const per = (key: keyof Progress): number => (after[key] - before[key]) / totalEvents
  return [
    { what: 'rows written in the object, per event', value: per('objectRowsWritten').toFixed(2), goal: '≤ 4' },
    { what: 'rows written in D1, per event', value: per('d1RowsWritten').toFixed(2), goal: '≤ 3' },
    { what: 'events per D1 transaction', value: (1 / per('d1Transactions')).toFixed(1), goal: '≥ 20' },
    { what: 'object requests, per event', value: per('objectRequests').toFixed(2), goal: '≤ 1.1' },
    ...compare('rows written in the object', early.objectRowsWritten, late.objectRowsWritten),
    ...compare('rows read in the object', early.objectRowsRead, late.objectRowsRead),
    ...compare('rows written in D1', early.d1RowsWritten, late.d1RowsWritten),
    ...compare('SQL time in the object, µs', early.sqlMs * 1000, late.sqlMs * 1000),
  ]
}

async function window(stream: Stripe.Event[], from: number): Promise<Progress> {
  const before = await progressOf('acc_default:live')
  await send(url, postsOf(stream.slice(from, from + WINDOW)), CONNECTIONS)
  const after = await untilProjected('acc_default:live', from + WINDOW)
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => [key, (value - before[key as keyof Progress]) / WINDOW]),
  ) as unknown as Progress
}

function compare(what: string, early: number, late: number): Row[] {
  const value = `${early.toFixed(2)} → ${late.toFixed(2)} (${ratio(late / early)})`
  return [
    {
      what: `${what}, per event: first ${WINDOW} → events ${totalEvents - WINDOW}–${totalEvents}`,
      value,
      goal: '0.8–1.2',
    },
  ]
}

function ratio(value: number): string {
  return value.toFixed(2)
}
