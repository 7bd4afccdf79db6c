import type { ObjectSighting } from '../../domain/decide.ts'
import type { Sighting } from '../../domain/ordering.ts'
import { type Moment, type Payer, withDispute } from '../../domain/payer.ts'
import { readDisputeEvidence } from '../../stripe/normalise/evidence.ts'
import { integer } from '../../stripe/normalise/read.ts'
import type { Workspace } from './workspace.ts'

/** The state is the present one; that it was lost may be told by any look at it. */
export function takeDispute(ws: Workspace, payer: Payer, sighting: ObjectSighting, winner: Sighting): Payer {
  return withLost(ws, payer, sighting.objectId, winner, lostIn(sighting))
}

/** What waits for the charge of a dispute: by it alone is known whose it is. */
export function waitOfDispute(sighting: ObjectSighting): string {
  const lost = lostIn(sighting)
  return ['dispute', sighting.objectId, ...(lost ? [lost.at, lost.isExact ? 'told' : 'shown'] : [])].join(' ')
}

/** The charge has come: the dispute as it is now, and what was written down of a look at it. */
export function takeWaitingDispute(ws: Workspace, payer: Payer, waited: string): Payer {
  const [, id = '', at, how] = waited.split(' ')
  const dispute = ws.object('dispute', id)
  const lost = at === undefined ? null : { at: Number(at), isExact: how === 'told' }
  return dispute ? withLost(ws, payer, id, dispute.winner, lost) : payer
}

/** An answer of the API does not say when: the second in which the dispute began stands for it until an event does. */
function lostIn({ object, at, kind }: ObjectSighting): Moment | null {
  const { status, createdAt } = readDisputeEvidence(object, at)
  if (status !== 'lost') return null
  return kind === 'snapshot' ? { at: createdAt, isExact: false } : { at, isExact: true }
}

function withLost(ws: Workspace, payer: Payer, id: string, winner: Sighting, lost: Moment | null): Payer {
  const now = readDisputeEvidence(winner.object, winner.at)
  const charge = now.charge ? ws.object('charge', now.charge)?.winner.object : null
  return withDispute(payer, id, { ...now, chargedAt: integer(charge?.created) }, lost)
}
