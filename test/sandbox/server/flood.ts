import type { Stripe } from 'stripe'
import type { Delivery } from '../core/delivery.ts'
import { demoCatalogOf } from '../core/demo-catalog.ts'
import { createRandom, type Random, shuffled } from '../core/random.ts'
import { RENDERED_VERSIONS } from '../core/render.ts'
import type { StripeSandbox } from '../core/sandbox.ts'
import type { Branch } from '../core/site/branch.ts'
import type { SandboxSite } from '../core/site.ts'
import { actAtRandom, type Crowd, signUp } from '../core/stream-actions.ts'
import type { Deliverer } from './deliverer.ts'

export interface FloodOptions {
  events: number
  concurrency: number
  /** Share of deliveries that are sent a second time, 0 to 1. */
  duplicates: number
  shuffle: boolean
  customers: number
  /** One version for all, or `mix`; the endpoints' own unless said. */
  apiVersion: string | null
}

export interface FloodProgress {
  /** Distinct events. */
  events: number
  planned: number
  sent: number
  ok: number
  duplicates: number
  /** Status, or `no answer`, → how often. */
  errors: Record<string, number>
  seconds: number
  events_per_second: number
}

const PROGRESS_MS = 500

/** Makes real objects until there are enough events, then posts them all as fast as the concurrency allows. */
export async function flood(
  { site, branch }: { site: SandboxSite; branch: Branch },
  deliverer: Deliverer,
  options: FloodOptions,
  onProgress: (progress: FloodProgress) => void,
): Promise<FloodProgress> {
  const { stripe } = branch
  const random = createRandom(`flood ${stripe.events.size}`)
  const events = branch.capture(() => makeEvents(stripe, options)).slice(0, options.events)
  const plan = (event: Stripe.Event, version?: string) => site.queue.plan(stripe, [event], version)
  const { deliveries, duplicates } = planDeliveries(plan, events, options, random)
  const startedAt = performance.now()
  const progress: FloodProgress = {
    events: events.length,
    planned: deliveries.length,
    sent: 0,
    ok: 0,
    duplicates,
    errors: {},
    seconds: 0,
    events_per_second: 0,
  }
  const measure = () => {
    progress.seconds = Math.round(performance.now() - startedAt) / 1000
    progress.events_per_second = progress.seconds > 0 ? Math.round(progress.sent / progress.seconds) : 0
    return { ...progress, errors: { ...progress.errors } }
  }
  const ticker = setInterval(() => onProgress(measure()), PROGRESS_MS)
  try {
    await sendAll(deliverer, deliveries, options.concurrency, progress)
  } finally {
    clearInterval(ticker)
  }
  return measure()
}

function makeEvents(stripe: StripeSandbox, options: FloodOptions): void {
  const catalog = demoCatalogOf(stripe)
  const crowd: Crowd = { living: [], signedUp: 0, wanted: options.customers }
  const before = stripe.events.size
  while (stripe.events.size - before < options.events) {
    const done = (stripe.events.size - before) / options.events
    if (crowd.signedUp < Math.max(options.customers * done, 1)) signUp(stripe, catalog, crowd)
    else actAtRandom(stripe, catalog, crowd)
  }
}

function planDeliveries(
  plan: (event: Stripe.Event, version?: string) => Delivery[],
  events: readonly Stripe.Event[],
  { apiVersion, duplicates, shuffle }: FloodOptions,
  random: Random,
): { deliveries: Delivery[]; duplicates: number } {
  const first = events.flatMap((event) => {
    const version = apiVersion === 'mix' ? random.pick(RENDERED_VERSIONS) : apiVersion
    return plan(event, version ?? undefined)
  })
  const again = first.filter(() => random.chance(duplicates))
  const all = [...first, ...again]
  return { deliveries: shuffle ? shuffled(all, random) : all, duplicates: again.length }
}

async function sendAll(
  deliverer: Deliverer,
  deliveries: readonly Delivery[],
  concurrency: number,
  progress: FloodProgress,
): Promise<void> {
  let next = 0
  const work = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) {
      const status = await deliverer.carry(delivery)
      progress.sent += 1
      if (status !== null && status >= 200 && status < 300) progress.ok += 1
      else {
        const name = status === null ? 'no answer' : String(status)
        progress.errors[name] = (progress.errors[name] ?? 0) + 1
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
}
