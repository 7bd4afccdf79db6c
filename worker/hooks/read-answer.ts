const MAX_BYTES = 64 * 1024
export const MAX_ANSWER_CHARS = 1_000

/**
 * The beginning of an answer as text, for the log of a delivery: at most 64 KB are read, the first 1,000 characters kept.
 * Never rejects: where the body breaks off or `signal` ends it, what had come counts.
 */
export async function readAnswer(body: ReadableStream<Uint8Array> | null, signal: AbortSignal): Promise<string> {
  if (!body) return ''
  const reader = body.getReader()
  const ended = Promise.withResolvers<null>()
  const end = (): void => ended.resolve(null)
  signal.addEventListener('abort', end)
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (let bytes = 0; bytes < MAX_BYTES && !signal.aborted; ) {
      const part = await Promise.race([reader.read(), ended.promise])
      if (!part?.value) break
      bytes += part.value.length
      if (text.length < MAX_ANSWER_CHARS) text += decoder.decode(part.value, { stream: true })
    }
  } catch {
    // What had come counts.
  } finally {
    signal.removeEventListener('abort', end)
    // Not waited for: the other side may never take note.
    reader.cancel().catch(() => undefined)
  }
  return text.slice(0, MAX_ANSWER_CHARS).toWellFormed()
}
