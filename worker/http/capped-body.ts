/** Stripe's events are a few kilobytes; this is far above any body we want and below what a row can hold. */
export const MAX_BODY_BYTES = 1_048_576

/** The exact bytes of a body, or null when there are more than `MAX_BODY_BYTES`; reading stops there. */
export async function readCappedBody(request: Request): Promise<Uint8Array | null> {
  const announced = request.headers.get('Content-Length')
  if (announced === null) return readStream(request.body)
  return Number(announced) > MAX_BODY_BYTES ? null : new Uint8Array(await request.arrayBuffer())
}

/** A body of unknown length is counted while it comes in. */
async function readStream(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream ?? []) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return concat(chunks, length)
}

function concat(chunks: Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return body
}
