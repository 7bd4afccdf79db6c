import type Stripe from 'stripe'
import { type Counts, spentPer } from './counts.ts'
import { startDeployment } from './deployment.ts'
import { send } from './load.ts'
import { progressOf, tableList, untilProjected } from './progress.ts'
import { type Row, ratio } from './report.ts'
import { CONNECTIONS, postsOf, streamOf } from './stream.ts'

const TENANT = 'acc_default:live'
const WINDOW = 1_000

/** One account grows to `totalEvents`; what its windows cost is counted, not timed alone. */
export async function benchGrowth(totalEvents: number, step: (text: string) => void): Promise<Row[]> {
  step(`growing one account to ${totalEvents} events`)
  const { url, stop } = await startDeployment({ counting: true })
  try {
    const stream = streamOf('growth', totalEvents, true)
    const before = await progressOf(url, TENANT)
    const early = await window(url, stream, 0)
    const middle = stream.slice(WINDOW, totalEvents - WINDOW)
    for (let at = 0; at < middle.length; at += 10_000) {
      const part = middle.slice(at, at + 10_000)
      await send(url, postsOf(part), CONNECTIONS)
      await untilProjected(url, TENANT, WINDOW + at + part.length)
      step(`${WINDOW + at + part.length} of ${totalEvents}`)
    }
    const late = await window(url, stream, totalEvents - WINDOW)
    const whole = spentPer(before, await progressOf(url, TENANT), totalEvents)
    return [...perEvent(whole), ...windows(early, late, totalEvents)]
  } finally {
    await stop()
  }
}

function perEvent(whole: Counts): Row[] {
  return [
    { what: 'rows written in the object, per event', value: whole.objectRowsWritten.toFixed(2), goal: '≤ 4' },
    { what: 'of them, by table', value: tableList(whole.objectTables) },
    { what: 'rows written in D1, per event', value: whole.d1RowsWritten.toFixed(2), goal: '≤ 3' },
    { what: 'of them, by table', value: tableList(whole.d1Tables) },
    { what: 'events per D1 transaction', value: (1 / whole.d1Transactions).toFixed(1), goal: '≥ 20' },
    { what: 'object requests, per event', value: whole.objectRequests.toFixed(2), goal: '≤ 1.1' },
  ]
}

function windows(early: Counts, late: Counts, totalEvents: number): Row[] {
  const compare = (what: string, read: (spent: Counts) => number): Row => ({
    what: `${what}, per event: first ${WINDOW} → events ${totalEvents - WINDOW}–${totalEvents}`,
    value: `${read(early).toFixed(2)} → ${read(late).toFixed(2)} (${ratio(read(late) / read(early))})`,
    goal: '0.8–1.2',
  })
  return [
    compare('rows written in the object', (spent) => spent.objectRowsWritten),
    compare('rows read in the object', (spent) => spent.objectRowsRead),
    compare('rows written in D1', (spent) => spent.d1RowsWritten),
    compare('SQL time in the object, µs', (spent) => spent.sqlMs * 1000),
  ]
}

async function window(url: URL, stream: Stripe.Event[], from: number): Promise<Counts> {
  const before = await progressOf(url, TENANT)
  await send(url, postsOf(stream.slice(from, from + WINDOW)), CONNECTIONS)
  return spentPer(before, await untilProjected(url, TENANT, from + WINDOW), WINDOW)
}
