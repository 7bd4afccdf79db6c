import { isoOfMs, isoOfSeconds } from '../domain/times.ts'
import type { LiveMessage } from './live-message.ts'
import type { Flush } from './projection.ts'

const MAX_EVENTS = 50
/** A socket is opened anew, and so authenticated anew, at the latest with the first event after this. */
const LIFETIME_MS = 15 * 60_000
/** Tells the page to come back at once. */
const RENEW = 4000

/** Hibernating sockets cost nothing while nothing happens. */
export function acceptLive(ctx: DurableObjectState): Response {
  const pair = new WebSocketPair()
  ctx.acceptWebSocket(pair[1])
  pair[1].serializeAttachment({ untilMs: Date.now() + LIFETIME_MS })
  send(pair[1], { type: 'hello' })
  return new Response(null, { status: 101, webSocket: pair[0] })
}

/** Tells every open dashboard what the read model now holds. */
export function announce(ctx: DurableObjectState, flush: Flush): void {
  if (ctx.getWebSockets().length > 0) tell(ctx, messagesOf(flush))
}

export function tell(ctx: DurableObjectState, messages: LiveMessage[]): void {
  const sockets = ctx.getWebSockets()
  for (const socket of sockets) {
    const { untilMs } = socket.deserializeAttachment() as { untilMs: number }
    if (untilMs < Date.now()) socket.close(RENEW, 'renew')
    else for (const message of messages) send(socket, message)
  }
}

function messagesOf(flush: Flush): LiveMessage[] {
  const { customers } = flush
  const { runs, deliveries, documents } = flush.automations
  const events = flush.events.slice(-MAX_EVENTS).map((event) => ({
    id: event.id,
    type: event.type,
    created: isoOfSeconds(event.created),
    received_at: isoOfMs(event.receivedAtMs),
    outcome: event.outcome,
    seq: event.seq,
  }))
  const catalog = flush.objects.some(({ objectType }) => objectType === 'product' || objectType === 'price')
  return [
    ...(events.length > 0 ? [{ type: 'events', events } as const] : []),
    ...(catalog ? [{ type: 'catalog' } as const] : []),
    ...(customers.customers.length + customers.unmatched.length > 0 ? [{ type: 'customers' } as const] : []),
    ...(runs.length + deliveries.length > 0 ? [{ type: 'runs' } as const] : []),
    ...(documents.some(({ kind }) => kind === 'notice') ? [{ type: 'notices' } as const] : []),
    ...flush.jobs.map(
      ({ id, work: { record } }) => ({ type: 'job', id, kind: record.kind, status: record.status }) as const,
    ),
  ]
}

function send(socket: WebSocket, message: LiveMessage): void {
  try {
    socket.send(JSON.stringify(message))
  } catch {
    // A socket that closes while we speak has nothing to miss: it reads the lists again when it returns.
  }
}
