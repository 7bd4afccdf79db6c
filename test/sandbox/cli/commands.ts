import type { DeliveryCounts } from '../core/site/carrier.ts'
import type { FloodProgress } from '../server/flood.ts'
import { advanceBillhook } from './billhook-clock.ts'
import { CommandError, connectSandbox, type SandboxClient } from './client.ts'
import type { Command } from './options.ts'
import { SANDBOX_FILE } from './sandbox-file.ts'

type Print = (line: string) => void
type Of<N extends Command['name']> = Extract<Command, { name: N }>

/** Both clocks move in steps, so that what falls due on one side meets the other at about the same moment. */
const MAX_CLOCK_STEPS = 60
const DAY = 86_400

export async function runTrigger(command: Of<'trigger'>, print: Print): Promise<void> {
  const { event, count, apiVersion, live } = command
  const input = { event, count, ...modeOf(live), ...(apiVersion ? { api_version: apiVersion } : {}) }
  const client = connectSandbox(command.url)
  const answer = await client.post<{ events: { id: string; type: string }[]; deliveries: DeliveryCounts }>(
    'trigger',
    input,
  )
  for (const { id, type } of answer.events) print(`${id}  ${type}`)
  print(`${answer.events.length} events. ${describeDeliveries(answer.deliveries)}`)
}

export async function runFlood(command: Of<'flood'>, print: Print): Promise<void> {
  const client = connectSandbox(command.url)
  for await (const line of client.stream('flood', command.input)) {
    const { done, ...progress } = line as FloodProgress & { done: boolean }
    if (done) printSummary(progress, print)
    else print(`${progress.sent} of ${progress.planned} sent, ${progress.events_per_second} a second`)
  }
}

/** `file` is where the sandbox is looked up, with the Billhook that it feeds. */
export async function runClock(command: Of<'clock'>, print: Print, file = SANDBOX_FILE): Promise<void> {
  const client = connectSandbox(command.url, file)
  const step = Math.max(DAY, Math.ceil(command.seconds / MAX_CLOCK_STEPS))
  let problem: CommandError | null = null
  for (let left = command.seconds; left > 0; left -= step) {
    const seconds = Math.min(left, step)
    await client.post('clock', { advance_seconds: seconds })
    if (client.billhook && !problem) problem = await moveBillhook(client.billhook, seconds)
  }
  const { now, deliveries } = await client.get<{ now: number; deliveries: DeliveryCounts }>('state')
  print(`The sandbox's clock shows ${new Date(now * 1000).toISOString()}. ${describeDeliveries(deliveries)}`)
  if (problem) throw problem
  if (client.billhook) print('Billhook’s clock moved as far.')
}

export async function runRollSecret(command: Of<'roll-secret'>, print: Print): Promise<void> {
  const input = { ...modeOf(command.live), ...(command.endpoint ? { endpoint: command.endpoint } : {}) }
  const client = connectSandbox(command.url)
  const rolled = await client.post<{ endpoint: string; url: string; secret: string }>('roll', input)
  print(`${rolled.endpoint}  ${rolled.url}`)
  print(`New signing secret, the old one signs along for 24 hours: ${rolled.secret}`)
}

export async function runEvents(command: Of<'events'>, print: Print): Promise<void> {
  const client = connectSandbox(command.url)
  const { events } = await client.get<{ events: { id: string; type: string; created: number }[] }>('events', {
    limit: String(command.limit),
    ...modeOf(command.live),
  })
  for (const { id, type, created } of events) print(`${new Date(created * 1000).toISOString()}  ${id}  ${type}`)
  if (events.length === 0) print('No events yet.')
}

export async function runEndpoints(command: Of<'endpoints'>, print: Print): Promise<void> {
  const client = connectSandbox(command.url)
  const { endpoints } = await client.get<{ endpoints: EndpointLine[] }>('endpoints', modeOf(command.live))
  for (const { id, url, status, api_version: version, enabled_events: events } of endpoints) {
    print(`${id}  ${status}  ${url}  ${version ?? "the account's version"}  ${events.join(', ')}`)
  }
  if (endpoints.length === 0) print('No endpoint is registered.')
}

/** Test mode goes without saying. */
export function modeOf(live: boolean): { mode?: 'live' } {
  return live ? { mode: 'live' } : {}
}

interface EndpointLine {
  id: string
  url: string
  status: string
  api_version: string | null
  enabled_events: string[]
}

async function moveBillhook(
  billhook: NonNullable<SandboxClient['billhook']>,
  seconds: number,
): Promise<CommandError | null> {
  try {
    await advanceBillhook(billhook, seconds)
    return null
  } catch (error) {
    if (error instanceof CommandError) return error
    throw error
  }
}

function describeDeliveries({ open, delivered, failed, givenUp }: DeliveryCounts): string {
  const failures = failed > 0 ? `, ${failed} failed tries (${givenUp} given up)` : ''
  return `Deliveries so far: ${delivered} answered 2xx, ${open} open${failures}.`
}

function printSummary(progress: FloodProgress, print: Print): void {
  print(`events      ${progress.events}`)
  print(`sent        ${progress.sent}, ${progress.duplicates} of them duplicates`)
  const unasked = progress.events - (progress.sent - progress.duplicates)
  if (unasked > 0) print(`not sent    ${unasked}, of types that the endpoint does not ask for`)
  print(`2xx         ${progress.ok}`)
  const errors = Object.entries(progress.errors).map(([status, count]) => `${status}: ${count}`)
  print(`errors      ${errors.length > 0 ? errors.join(', ') : 'none'}`)
  print(`speed       ${progress.events_per_second} events a second, ${progress.seconds} s in all`)
}
