import type { IncomingMessage, ServerResponse } from 'node:http'

const MAX_BODY_BYTES = 1_048_576

export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
}

/** The whole body as text; throws BodyTooLargeError beyond 1 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MAX_BODY_BYTES) throw new BodyTooLargeError('The body is larger than 1 MiB.')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(`${JSON.stringify(body, null, 2)}\n`)
}
