import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stripe } from 'stripe'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
  event: Stripe.Event
}

export interface Receiver {
  url: string
  received: Received[]
  /** What to answer; 200 at first. Null leaves the request without an answer. */
  answer: (received: Received) => number | null
  close(): Promise<void>
}

/** An endpoint that keeps what it gets. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const received = { headers: request.headers, body, event: JSON.parse(body || 'null') as Stripe.Event }
    receiver.received.push(received)
    const status = receiver.answer(received)
    if (status === null) return
    // A redirect has somewhere to go: a sender that follows it would be seen.
    response.writeHead(status, status >= 300 && status < 400 ? { Location: receiver.url } : {}).end('{}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received: [],
    answer: () => 200,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
  return receiver
}
