import type { Mode } from '../../../../worker/domain/ids.ts'

/** A page of the Stripe dashboard in the given mode. */
export function stripePage(path: string, mode: Mode): string {
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}${path}`
}
