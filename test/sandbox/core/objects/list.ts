import type { Stripe } from 'stripe'

/** Embedded lists show at most this many; the rest is behind `url`. */
const EMBEDDED_LIMIT = 10

export function embeddedList<T>(data: T[], url: string): Stripe.ApiList<T> {
  return {
    object: 'list',
    data: data.slice(0, EMBEDDED_LIMIT),
    has_more: data.length > EMBEDDED_LIMIT,
    url,
  }
}
