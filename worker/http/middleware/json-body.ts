import type { Next } from 'hono'
import { MAX_BODY_BYTES, readCappedBody } from '../capped-body.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from './context.ts'
import { refuseUnusableNames } from './unusable-names.ts'

/**
 * Reads the body of a POST or PATCH once: at most 1 MiB, UTF-8, JSON by name and by content. No body counts as `{}`, so
 * that what is missing is named by the schema.
 */
export async function jsonBody(c: AppContext, next: Next): Promise<void> {
  const { method } = c.req
  if (method === 'POST' || method === 'PATCH') {
    const body = await readCappedBody(c.req.raw)
    if (!body) throw new ProblemError('body_too_large', `The body may be at most ${MAX_BODY_BYTES} bytes.`)
    const text = decode(body)
    if (text !== '' && !isJsonType(c.req.header('Content-Type'))) {
      throw new ProblemError(
        'media_type_unsupported',
        'Send the body as JSON with the header Content-Type: application/json.',
      )
    }
    const json = text === '' ? '{}' : text
    refuseUnusableNames(parse(json))
    const headers = new Headers(c.req.raw.headers)
    headers.set('Content-Type', 'application/json')
    c.req.raw = new Request(c.req.raw.url, { method, headers, body: json })
  }
  await next()
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new ProblemError('json_invalid', 'The body is not valid UTF-8.')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ProblemError('json_invalid', 'The body could not be read as JSON: check quotes, commas and brackets.')
  }
}

function isJsonType(contentType: string | undefined): boolean {
  const essence = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return /^application\/([\w.-]+\+)?json$/.test(essence)
}
