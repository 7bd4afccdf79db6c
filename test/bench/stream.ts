import type Stripe from 'stripe'
import { makeEventStream } from '../sandbox/core/event-stream.ts'
import { WEBHOOK_SECRET } from './deployment.ts'
import { type Post, signedPost } from './load.ts'

export const CONNECTIONS = 32
const WEBHOOK_PATH = '/api/webhooks/stripe'

/** Events as one account sees them; equal seeds give equal events. */
export function streamOf(seed: string, events: number, livemode: boolean): Stripe.Event[] {
  const stream = makeEventStream({ seed, customers: Math.ceil(events / 40), events, now: 1_795_000_000 })
  return stream.map((event) => ({ ...event, livemode }))
}

export function* postsOf(events: Stripe.Event[]): Iterator<Post> {
  for (const event of events) yield signedPost(WEBHOOK_PATH, JSON.stringify(event, null, 2), WEBHOOK_SECRET)
}

export function* floorPosts(events: Stripe.Event[]): Iterator<Post> {
  for (const event of events) yield { path: '/floor', body: JSON.stringify(event, null, 2), headers: {} }
}
