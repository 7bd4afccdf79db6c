import type { Mode } from '../../../worker/domain/ids.ts'

/** Where a person mends things in Stripe's dashboard. */
export function stripePage(page: 'apikeys' | 'webhooks' | 'settings/apps', mode: Mode): string {
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}${page}`
}
