import { normalEmail } from '../../domain/identity.ts'
import type { Bench } from './derive.ts'
import { placeAgain, WAITING_LOOKED_AT } from './settle-payer.ts'

/** Stripe customers that wait, of one address if it is told, may belong to somebody by now. */
export function placeWaiting(bench: Bench, email: string | null = null): void {
  const { ws } = bench
  for (const id of ws.waiting(WAITING_LOOKED_AT)) {
    const link = ws.link(id)
    if (link?.state !== 'waiting' || !link.waiting) continue
    const { payer } = link.waiting
    if (email === null || normalEmail(payer.person?.email ?? null) === email) placeAgain(bench, payer)
  }
}
