import { type FormHash, parseForm } from '../form.ts'

const MAX_BODY_CHARACTERS = 1_048_576

export class TooLargeError extends Error {
  override name = 'TooLargeError'
}

/** A request, read. */
export interface Incoming {
  method: string
  url: URL
  path: string
  /** Lower-case names. */
  headers: Record<string, string>
  query: FormHash
  form: FormHash
  text: string
}

/** Throws TooLargeError beyond 1 MiB. */
export async function readIncoming(request: Request): Promise<Incoming> {
  const url = new URL(request.url)
  const text = await request.text()
  if (text.length > MAX_BODY_CHARACTERS) throw new TooLargeError('The body is larger than 1 MiB.')
  const isForm = !(request.headers.get('content-type') ?? '').includes('json')
  return {
    method: request.method,
    url,
    path: url.pathname,
    headers: Object.fromEntries(request.headers),
    query: parseForm(url.search.slice(1)),
    form: isForm ? parseForm(text) : {},
    text,
  }
}
