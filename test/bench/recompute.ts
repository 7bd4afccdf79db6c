import { call, ended, importAccount, type Job, objectsOf } from './account.ts'
import { type Counts, noCounts, spentPer } from './counts.ts'
import { UNLIMITED } from './import.ts'
import { send } from './load.ts'
import { progressOf, tableList, untilQuiet } from './progress.ts'
import { type Row, ratio } from './report.ts'
import { CONNECTIONS, postsOf, streamOf } from './stream.ts'

const TENANT = 'acc_default:test'
/** Fewer than a recompute of 100,000 customers takes to get through. */
const LOAD_EVENTS = 5_000
/** Named nowhere else. */
const PACKAGE = 'bench_package'

type Mapping = Record<string, string[]>

/** An imported account whose price mapping changes so that about half of its customers get another package. */
export async function benchRecompute(customers: number, step: (text: string) => void): Promise<Row[]> {
  step(`importing ${customers} customers with a subscription each, to recompute them`)
  const { url, job, countRows, stop } = await importAccount({
    customers,
    perSecond: UNLIMITED,
    latencyMs: 0,
    counting: true,
  })
  try {
    const imported = spentPer(noCounts(), await untilQuiet(url, TENANT), objectsOf(job))
    step('previewing a price mapping that changes half of them')
    const mapping = await mappingOfHalf(url, customers)
    const preview = await previewAll(url, mapping)
    step(`recomputing ${preview.examined} customers`)
    const alone = await recompute(url, mapping)
    // Also those whose packages stay none, because what would grant it is over: their subscription names it.
    const changed = await countRows(`SELECT COUNT(*) AS n FROM customers WHERE body LIKE '%"${PACKAGE}"%'`)
    const perChanged = spentPer(noCounts(), alone.spent, changed)
    step(`${LOAD_EVENTS} events without a recompute, then as many while one runs`)
    const without = await eventsPerSecond(url, 'without a recompute')
    const meanwhile = await eventsDuringRecompute(url)
    return [
      { what: 'rows written in the object, per object imported', value: imported.objectRowsWritten.toFixed(2) },
      { what: 'rows written in D1, per object imported', value: imported.d1RowsWritten.toFixed(2) },
      {
        what: `preview of ${preview.examined} customers, ${preview.changed} of which get other packages`,
        value: `${preview.seconds.toFixed(1)} s, ${Math.round(preview.examined / preview.seconds)}/s`,
      },
      {
        what: `recompute of ${alone.customers} customers, of which ${changed} change`,
        value: `${alone.seconds.toFixed(1)} s, ${Math.round(alone.customers / alone.seconds)}/s`,
      },
      {
        what: 'rows written in the object, per customer that changed',
        value: perChanged.objectRowsWritten.toFixed(2),
        goal: '≤ 1.2',
      },
      { what: 'of them, by table', value: tableList(perChanged.objectTables) },
      {
        what: 'rows written in D1, per customer that changed',
        value: perChanged.d1RowsWritten.toFixed(2),
        goal: '≤ 1.2',
      },
      { what: 'of them, by table', value: tableList(perChanged.d1Tables) },
      {
        what: 'events acknowledged during a recompute ÷ without one',
        value: `${ratio(meanwhile.perSecond / without)} (${Math.round(meanwhile.perSecond)}/s of ${Math.round(without)}/s)`,
      },
      { what: 'customers recomputed meanwhile', value: `${Math.round(meanwhile.customersPerSecond)}/s` },
    ]
  } finally {
    await stop()
  }
}

/** Packages for the most used prices, until half of the customers have one. */
async function mappingOfHalf(url: URL, customers: number): Promise<Mapping> {
  const { data } = await call<{ data: { id: string; live_subscriptions: number }[] }>(url, 'GET', '/prices?limit=100')
  const mapping: Mapping = {}
  let covered = 0
  for (const { id, live_subscriptions } of data.sort((a, b) => b.live_subscriptions - a.live_subscriptions)) {
    if (covered >= customers / 2) break
    mapping[id] = [PACKAGE]
    covered += live_subscriptions
  }
  return mapping
}

async function previewAll(url: URL, mapping: Mapping): Promise<{ examined: number; changed: number; seconds: number }> {
  const startedAt = performance.now()
  let examined = 0
  let changed = 0
  for (let after: string | null | undefined; after !== null; ) {
    const body = { settings: { price_mapping: mapping }, ...(after && { after }) }
    const preview: { examined: number; changed: { any: number }; next: string | null } = await call(
      url,
      'POST',
      '/settings/preview',
      body,
    )
    examined += preview.examined
    changed += preview.changed.any
    after = preview.next
  }
  return { examined, changed, seconds: (performance.now() - startedAt) / 1000 }
}

/** From the request that changes the settings until the read model has the last customer. */
async function recompute(url: URL, mapping: Mapping): Promise<{ customers: number; seconds: number; spent: Counts }> {
  const before = await progressOf(url, TENANT)
  const startedAt = performance.now()
  const { id } = await startRecompute(url, mapping)
  const job = await ended(url, id)
  const seconds = (performance.now() - startedAt) / 1000
  return { customers: objectsOf(job), seconds, spent: spentPer(before, await progressOf(url, TENANT), 1) }
}

async function startRecompute(url: URL, mapping: Mapping): Promise<Job> {
  const { job } = await call<{ job: Job | null }>(url, 'PATCH', '/settings', { price_mapping: mapping })
  if (!job) throw new Error('The settings were changed and nobody is recomputed.')
  return job
}

async function eventsPerSecond(url: URL, seed: string): Promise<number> {
  const events = streamOf(seed, LOAD_EVENTS, false)
  const { perSecond, failures } = await send(url, postsOf(events), CONNECTIONS)
  if (failures.length > 0) throw new Error(`${failures.length} events were not acknowledged: ${failures[0]}`)
  await untilQuiet(url, TENANT)
  return perSecond
}

/** The mapping is taken back, which changes the same customers again, while events come in. */
async function eventsDuringRecompute(url: URL): Promise<{ perSecond: number; customersPerSecond: number }> {
  const { id } = await startRecompute(url, {})
  const startedAt = performance.now()
  const perSecond = await eventsPerSecond(url, 'during a recompute')
  const seconds = (performance.now() - startedAt) / 1000
  const job = await call<Job>(url, 'GET', `/jobs/${id}`)
  if (job.status === 'done') throw new Error('The recompute ended before the events: give it more --customers.')
  return { perSecond, customersPerSecond: objectsOf(job) / seconds }
}
