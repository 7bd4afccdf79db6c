import { expect } from 'vitest'
import { until } from '../../../scripts/until.ts'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import type { Customer } from '../../../worker/http/schemas/customer.ts'
import type { EventDetail } from '../../../worker/http/schemas/event.ts'
import type { TimelineItem } from '../../../worker/http/schemas/timeline.ts'
import type { StartedBillhook } from './billhook.ts'
import { ask, type Job } from './connection.ts'
import { postEvent, type StripeEvent } from './stripe.ts'

export type { Customer, EventDetail, TimelineItem }

const WAIT = { timeoutMs: 45_000, intervalMs: 100 }

/** What a GET answers; throws when that is no 200. */
export async function read<T>(billhook: StartedBillhook, path: string): Promise<T> {
  const { status, body } = await ask<T>(billhook, path)
  expect(status, `GET ${path}: ${JSON.stringify(body)}`).toBe(200)
  return body
}

/** A list that fits one page. */
export async function readList<T>(billhook: StartedBillhook, path: string): Promise<T[]> {
  const page = await read<{ data: T[]; has_more: boolean }>(
    billhook,
    `${path}${path.includes('?') ? '&' : '?'}limit=100`,
  )
  expect(page.has_more).toBe(false)
  return page.data
}

export async function makeCustomer(billhook: StartedBillhook, input: object): Promise<Customer> {
  const { status, body } = await ask<Customer>(billhook, '/customers', { method: 'POST', body: input })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

/** The customer that a Stripe customer belongs to. */
export function customerOf(billhook: StartedBillhook, stripeCustomerId: string): Promise<Customer> {
  return read(billhook, `/customers/by-external/${stripeCustomerId}`)
}

/** The customer once it is as asked; throws when it is not within 20 seconds. */
export async function customerWhere(
  billhook: StartedBillhook,
  stripeCustomerId: string,
  isWanted: (customer: Customer) => boolean,
): Promise<Customer> {
  let last: Customer | null = null
  const found = await until(async () => {
    const { status, body } = await ask<Customer>(billhook, `/customers/by-external/${stripeCustomerId}`)
    last = status === 200 ? body : null
    return last && isWanted(last) ? last : null
  }, WAIT)
  if (!found) throw new Error(`The customer is not as awaited: ${JSON.stringify(last)}`)
  return found
}

/** Posts events one after the other and waits until each has an outcome; answers them as they are told then. */
export async function receive(billhook: StartedBillhook, ...events: StripeEvent[]): Promise<EventDetail[]> {
  for (const event of events) expect(await postEvent(billhook.url, event)).toBe(200)
  return Promise.all([...new Set(events.map(({ id }) => id))].map((id) => settledEvent(billhook, id)))
}

/** The event once it has an outcome. */
export async function settledEvent(billhook: StartedBillhook, id: string): Promise<EventDetail> {
  const settled = await until(async () => {
    const { status, body } = await ask<EventDetail>(billhook, `/events/${id}`)
    return status === 200 && body.outcome !== 'pending' ? body : null
  }, WAIT)
  if (!settled) throw new Error(`Event ${id} has no outcome.`)
  return settled
}

/** Settings that are in force, for everybody, when it returns. */
export async function changeSettings(billhook: StartedBillhook, patch: SettingsPatch): Promise<void> {
  const question = { method: 'PATCH', body: patch }
  const { status, body } = await ask<{ job: Job | null }>(billhook, '/settings', question)
  expect(status, JSON.stringify(body)).toBe(200)
  const { job } = body
  if (!job) return
  const isDone = async () => (await read<Job>(billhook, `/jobs/${job.id}`)).status === 'done'
  if (!(await until(isDone, WAIT))) throw new Error(`Job ${job.id} does not end.`)
}

/** Lets time pass for the deployment's test mode; what fell due is worked off when it returns. */
export async function passTime(billhook: StartedBillhook, seconds: number): Promise<void> {
  await billhook.api.post('/api/dev/clock', { advance_seconds: seconds })
}

/** What happened to a customer, newest first. */
export function timelineOf(billhook: StartedBillhook, { id }: Customer): Promise<TimelineItem[]> {
  return readList(billhook, `/customers/${id}/timeline`)
}
