import { startDeployment } from './deployment.ts'
import { send } from './load.ts'
import { untilProjected } from './progress.ts'
import { median, type Row, ratio } from './report.ts'
import { CONNECTIONS, floorPosts, postsOf, streamOf } from './stream.ts'

/** Floor and product in turn, so that a change of the machine's speed meets both. Without meters: they cost time. */
export async function benchThroughput(
  { rounds, roundEvents }: { rounds: number; roundEvents: number },
  step: (text: string) => void,
): Promise<Row[]> {
  const { url, stop } = await startDeployment()
  const measured = {
    floor: [] as number[],
    acknowledged: [] as number[],
    processed: [] as number[],
    two: [] as number[],
  }
  try {
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
      await untilProjected(url, 'acc_default:test', sent)
      const processed = roundEvents / ((performance.now() - startedAt) / 1000)
      if (round === 0) continue
      measured.floor.push(floor.perSecond)
      measured.acknowledged.push(product.perSecond)
      measured.processed.push(processed)
      measured.two.push(await twoTenants(url, round, roundEvents / 2))
      sent += roundEvents / 2
    }
  } finally {
    await stop()
  }
  return rowsOf(measured)
}

function rowsOf(measured: { floor: number[]; acknowledged: number[]; processed: number[]; two: number[] }): Row[] {
  const { floor, acknowledged, processed, two } = measured
  return [
    { what: 'floor: bare Worker + object, one row a request', value: `${Math.round(median(floor))}/s` },
    { what: 'acknowledged webhooks', value: `${Math.round(median(acknowledged))}/s` },
    {
      what: 'acknowledged ÷ floor',
      value: ratio(median(acknowledged.map((value, at) => value / (floor[at] ?? 1)))),
      goal: '≥ 0.80',
    },
    { what: 'fully processed (state, D1, outbox), one account', value: `${Math.round(median(processed))}/s` },
    {
      what: 'processed ÷ acknowledged',
      value: ratio(median(processed.map((value, at) => value / (acknowledged[at] ?? 1)))),
      goal: '≥ 0.50',
    },
    {
      what: 'acknowledged over two tenants ÷ over one',
      value: ratio(median(two) / median(acknowledged)),
      goal: '≥ 1',
    },
  ]
}

/** The same load spread over two tenants; the second one is the default account in live mode. */
async function twoTenants(url: URL, round: number, half: number): Promise<number> {
  const test = streamOf(`two test ${round}`, half, false)
  const live = streamOf(`two live ${round}`, half, true)
  const mixed = test.flatMap((event, at) => [event, live[at] ?? event])
  const result = await send(url, postsOf(mixed), CONNECTIONS)
  await untilProjected(url, 'acc_default:live', half * round)
  return result.perSecond
}
