import type { Input, ObjectSighting } from '../../domain/decide.ts'
import type { InboxRow } from '../inbox.ts'
import { impersonal } from './impersonal.ts'
import { payerIdOf } from './take-sighting.ts'
import type { Workspace } from './workspace.ts'

/** What comes of a person that was erased says of it what rules read, and no more. */
export function forErased(ws: Workspace, input: Input): Input {
  if (input.kind === 'due' || input.kind === 'command') return { ...input, input: forErased(ws, input.input) }
  if (input.kind === 'snapshot') return { ...input, sighting: impersonalSighting(ws, input.sighting) }
  return { ...input, sighting: input.sighting && impersonalSighting(ws, input.sighting) }
}

/** The payload of an event about such a person goes once it was decided; `customerId`: whom it was found to be about. */
export function forgetPayload(ws: Workspace, { seq, stripeCustomerId }: InboxRow, customerId: string | null): void {
  const about = customerId !== null && ws.customer(customerId)?.erased === true
  if (about || isErased(ws, stripeCustomerId)) ws.sql.exec('UPDATE inbox SET payload = NULL WHERE seq = ?1', seq)
}

function impersonalSighting(ws: Workspace, sighting: ObjectSighting): ObjectSighting {
  const { objectType, objectId, object, previous } = sighting
  if (!isErased(ws, payerIdOf(ws, objectType, objectId, object))) return sighting
  return {
    ...sighting,
    object: impersonal(objectType, object),
    previous: previous && impersonal(objectType, previous),
  }
}

function isErased(ws: Workspace, stripeCustomerId: string | null): boolean {
  const customerId = stripeCustomerId === null ? null : (ws.link(stripeCustomerId)?.customerId ?? null)
  return customerId !== null && ws.customer(customerId)?.erased === true
}
