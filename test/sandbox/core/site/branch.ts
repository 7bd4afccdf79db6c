import type { Stripe } from 'stripe'
import { StripeApi } from '../api/stripe-api.ts'
import type { DeliveryQueue } from '../delivery.ts'
import type { StripeSandbox } from '../sandbox.ts'

/** A Stripe account in one mode, with its API and the way its events take. */
export class Branch {
  readonly stripe: StripeSandbox
  readonly api: StripeApi
  private captured: Stripe.Event[] | null = null

  constructor(stripe: StripeSandbox, queue: DeliveryQueue, twin: () => StripeSandbox | null) {
    this.stripe = stripe
    this.api = new StripeApi(stripe, twin)
    stripe.onEvent(({ event }) => {
      if (this.captured) this.captured.push(event)
      else queue.add(stripe, [event])
    })
  }

  /** Runs something and keeps its events back: the caller delivers them as it likes. */
  capture(run: () => void): Stripe.Event[] {
    const events: Stripe.Event[] = []
    this.captured = events
    try {
      run()
    } finally {
      this.captured = null
    }
    return events
  }
}
