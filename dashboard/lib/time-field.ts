/** An absolute time in UTC, whole seconds: a shared link means the same moment everywhere and later. */
export function absoluteTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** What a `datetime-local` field shows for an absolute time, in this browser's zone; empty for none. */
export function toLocalField(absolute: string | undefined): string {
  if (absolute === undefined) return ''
  const at = new Date(absolute)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The way back; undefined for an empty or half-filled field. */
export function fromLocalField(local: string): string | undefined {
  const atMs = new Date(local).getTime()
  return local === '' || Number.isNaN(atMs) ? undefined : absoluteTime(atMs)
}
