import { type Counts, spentPer } from './counts.ts'
import { startDeployment } from './deployment.ts'
import { send } from './load.ts'
import { progressOf, tableList, untilProjected } from './progress.ts'
import { type Row, ratio } from './report.ts'
import { CONNECTIONS, postsOf, streamOf } from './stream.ts'

const TENANT = 'acc_default:live'
/** Equal in kind, with customers of their own, so that the last part differs from the first only by what came before it. */
const PARTS = 10
const WINDOW = 1_000
/** Enough for a figure; each waits for a turn of its own. */
const QUIET_EVENTS = 40

/** One account grows to `totalEvents`; what its windows cost is counted, not timed alone. */
export async function benchGrowth(totalEvents: number, step: (text: string) => void): Promise<Row[]> {
  step(`growing one account to ${totalEvents} events`)
  const { url, stop } = await startDeployment({ counting: true })
  try {
    const size = Math.ceil(totalEvents / PARTS)
    const windowSize = Math.min(WINDOW, Math.ceil(size / 2))
    const before = await progressOf(url, TENANT)
    const windows: Counts[] = []
    let sent = 0
    for (let part = 1; part <= PARTS; part += 1) {
      const stream = streamOf(`growth ${part}`, size, true)
      sent += size
      await send(url, postsOf(stream.slice(0, -windowSize)), CONNECTIONS)
      const started = await untilProjected(url, TENANT, sent - windowSize)
      await send(url, postsOf(stream.slice(-windowSize)), CONNECTIONS)
      windows.push(spentPer(started, await untilProjected(url, TENANT, sent), windowSize))
      step(`${sent} of ${totalEvents}`)
    }
    const whole = spentPer(before, await progressOf(url, TENANT), sent)
    const [first, last] = [windows[0], windows.at(-1)]
    if (!first || !last) return perEvent(whole)
    return [...perEvent(whole), ...grown(first, last, `${size}th → ${sent}th`), ...(await quiet(url, sent))]
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

function grown(first: Counts, last: Counts, span: string): Row[] {
  const compare = (what: string, read: (spent: Counts) => number): Row => ({
    what: `${what}, ${span} event`,
    value: `${read(first).toFixed(2)} → ${read(last).toFixed(2)} (${ratio(read(last) / read(first))})`,
    goal: '0.8–1.2',
  })
  return [
    compare('rows written in the object', (spent) => spent.objectRowsWritten),
    compare('rows read in the object', (spent) => spent.objectRowsRead),
    compare('rows written in D1', (spent) => spent.d1RowsWritten),
    compare('SQL time in the object, µs', (spent) => spent.sqlMs * 1000),
  ]
}

/** Events so far apart that each has a turn of the alarm to itself. */
async function quiet(url: URL, sent: number): Promise<Row[]> {
  const before = await progressOf(url, TENANT)
  for (const [at, event] of streamOf('quiet', QUIET_EVENTS, true).entries()) {
    await send(url, postsOf([event]), 1)
    await untilProjected(url, TENANT, sent + at + 1)
  }
  const spent = spentPer(before, await progressOf(url, TENANT), QUIET_EVENTS)
  return [
    {
      what: 'an event with a turn of its own: object requests, rows written in the object, in D1',
      value: `${spent.objectRequests.toFixed(2)}, ${spent.objectRowsWritten.toFixed(2)}, ${spent.d1RowsWritten.toFixed(2)}`,
    },
    { what: 'of the rows in the object, by table', value: tableList(spent.objectTables) },
    { what: 'rows read in the object by such an event', value: spent.objectRowsRead.toFixed(1) },
  ]
}
