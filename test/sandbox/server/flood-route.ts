import type { ControlContext } from '../core/control/control.ts'
import { type Input, readPositive, readText } from '../core/control/input.ts'
import { StripeProblem } from '../core/stripe-problem.ts'
import type { Deliverer } from './deliverer.ts'
import { type FloodOptions, flood } from './flood.ts'

const MAX_FLOOD_EVENTS = 1_000_000
const MAX_CONCURRENCY = 512
/** A newcomer brings about so many events. */
const EVENTS_PER_CUSTOMER = 20

/** `POST /_sandbox/flood`: one JSON line per progress report, the last one with `done`. */
export function answerFlood(deliverer: Deliverer, { site, branch, input }: ControlContext): Response {
  const options = readFlood(input)
  if (site.recipientsOf(branch.stripe).length === 0)
    throw new StripeProblem(409, 'No webhook endpoint is registered: nobody would get the events.')
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async start(controller) {
      const write = (line: object) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      const result = await flood({ site, branch }, deliverer, options, (progress) =>
        write({ done: false, ...progress }),
      )
      write({ done: true, ...result })
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
}

function readFlood(input: Input): FloodOptions {
  const events = readPositive(input, 'events', null, MAX_FLOOD_EVENTS)
  const duplicates = Number(input.duplicates ?? 0)
  if (!(duplicates >= 0 && duplicates <= 1)) throw new StripeProblem(422, 'duplicates must be a share from 0 to 1.')
  return {
    events,
    duplicates,
    concurrency: readPositive(input, 'concurrency', 16, MAX_CONCURRENCY),
    shuffle: input.shuffle === true,
    customers: readPositive(input, 'customers', Math.max(1, Math.ceil(events / EVENTS_PER_CUSTOMER)), MAX_FLOOD_EVENTS),
    apiVersion: readText(input, 'api_version') ?? null,
  }
}
