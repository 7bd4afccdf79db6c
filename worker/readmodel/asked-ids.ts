import { numberOfId } from '../domain/numbered-id.ts'

/** The number in an id leads to its row, and the whole id says whether it is that row's. JSON, for `json_each`. */
export function askedFor(prefix: string, ids: readonly string[]): string {
  return JSON.stringify([...new Set(ids)].map((id) => ({ id, number: numberOfId(prefix, id) })))
}
