import type { Flush } from './projection.ts'
import type { LiveMessage } from './rpc.ts'

const MAX_EVENTS = 50

/** Hibernating sockets cost nothing while nothing happens. */
export function acceptLive(ctx: DurableObjectState): Response {
  const pair = new WebSocketPair()
  ctx.acceptWebSocket(pair[1])
  send(pair[1], { type: 'hello' })
  return new Response(null, { status: 101, webSocket: pair[0] })
}

/** Tells every open dashboard what the read model now holds. */
export function announce(ctx: DurableObjectState, flush: Flush): void {
  const sockets = ctx.getWebSockets()
  if (sockets.length === 0) return
  const messages = messagesOf(flush)
  for (const socket of sockets) for (const message of messages) send(socket, message)
}

function messagesOf(flush: Flush): LiveMessage[] {
  const events = flush.events.slice(-MAX_EVENTS).map((event) => ({
    id: event.id,
    type: event.type,
    created: event.created,
    received_at: new Date(event.receivedAtMs).toISOString(),
    outcome: event.outcome,
    seq: event.seq,
  }))
  const catalog = flush.objects.some(({ objectType }) => objectType === 'product' || objectType === 'price')
  return [
    ...(events.length > 0 ? [{ type: 'events', events } as const] : []),
    ...(catalog ? [{ type: 'catalog' } as const] : []),
  ]
}

function send(socket: WebSocket, message: LiveMessage): void {
  try {
    socket.send(JSON.stringify(message))
  } catch {
    // A socket that closes while we speak has nothing to miss: it reads the lists again when it returns.
  }
}
