import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

const MAX_BODY_BYTES = 1_048_576

class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
}

/** Serves Node's requests by a fetch-style handler; what the handler throws is told to `onLog` and answered with 500. */
export function serveFetch(handle: (request: Request) => Promise<Response>, onLog?: (line: string) => void) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      await send(await handle(await toRequest(incoming)), outgoing)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      onLog?.(`request failed: ${message}`)
      if (outgoing.headersSent) outgoing.destroy()
      else {
        const status = error instanceof BodyTooLargeError ? 413 : 500
        await send(Response.json({ error: { type: 'api_error', message } }, { status }), outgoing)
      }
    }
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const method = incoming.method ?? 'GET'
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'sandbox'}`)
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  )
  const text = await readBody(incoming)
  const hasBody = method !== 'GET' && method !== 'HEAD' && text !== ''
  return new Request(url, { method, headers, ...(hasBody ? { body: text } : {}) })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body) outgoing.end()
  else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MAX_BODY_BYTES) throw new BodyTooLargeError('The body is larger than 1 MiB.')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
