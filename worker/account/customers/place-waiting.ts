import { normalEmail } from '../../domain/identity.ts'
import type { Cause } from './cause.ts'
import type { Bench } from './derive.ts'
import { placePayer } from './place-payer.ts'
import { settlePayer } from './settle-payer.ts'

const CAUSE: Cause = { kind: 'identity' }

/** More wait only where nobody looks; the next event of each looks again. */
const WAITING_LOOKED_AT = 200

/** Stripe customers that wait, of one address if it is told, may belong to somebody by now. */
export function placeWaiting(bench: Bench, email: string | null = null): void {
  const { ws } = bench
  for (const id of ws.waiting(WAITING_LOOKED_AT)) {
    const link = ws.link(id)
    if (link?.state !== 'waiting' || !link.waiting) continue
    const { payer } = link.waiting
    if (email !== null && normalEmail(payer.person?.email ?? null) !== email) continue
    const placed = placePayer(bench, payer, CAUSE)
    if (placed.record) settlePayer(bench, placed, id, CAUSE)
  }
}
