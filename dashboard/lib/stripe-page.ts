import type { Mode } from '../../worker/domain/ids.ts'

/** The address of a page in Stripe's own dashboard: `apikeys`, `customers/cus_…`. */
export function stripePage(page: string, mode: Mode): string {
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}${page}`
}
