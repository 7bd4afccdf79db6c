import { readMeta, writeMeta } from './meta.ts'
import type { Credential } from './rpc.ts'

/** What the object remembers of its link; `sealed` is null once there is none. */
export interface StoredLink {
  epoch: number
  stripeAccountId: string | null
  kind: Credential['kind'] | null
  sealed: string | null
}

export function readLink(sql: SqlStorage): StoredLink {
  const text = readMeta(sql, 'link')
  return text ? (JSON.parse(text) as StoredLink) : { epoch: 0, stripeAccountId: null, kind: null, sealed: null }
}

export function writeLink(sql: SqlStorage, link: StoredLink): void {
  writeMeta(sql, 'link', JSON.stringify(link))
}
