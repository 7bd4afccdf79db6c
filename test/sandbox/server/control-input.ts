import { StripeProblem } from '../core/stripe-problem.ts'
import type { FloodOptions } from './flood.ts'

type Input = Record<string, unknown>

const MAX_FLOOD_EVENTS = 1_000_000
const MAX_CONCURRENCY = 512
/** A newcomer brings about so many events. */
const EVENTS_PER_CUSTOMER = 20

export function readText(input: Input, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new StripeProblem(422, `${name} must be text.`)
  return value
}

/** A whole number from 1 to `max`; without a fallback it must be there. */
export function readPositive(input: Input, name: string, fallback: number | null, max: number): number {
  const value = input[name] ?? fallback
  const number = typeof value === 'string' ? Number(value) : value
  if (!Number.isInteger(number) || (number as number) < 1 || (number as number) > max) {
    throw new StripeProblem(422, `${name} must be a whole number from 1 to ${max}.`)
  }
  return number as number
}

export function readFlood(input: Input): FloodOptions {
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
