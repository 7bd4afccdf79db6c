import type { EncryptionKeys } from '../../auth/sealed.ts'
import { openSigningSecrets } from '../../auth/signing-secrets.ts'
import type { Route } from '../../readmodel/directory.ts'

const KNOWN_MS = 10_000
/** A signature that fails may mean a secret that was just added; junk must not read the database each time. */
const RELOAD_AFTER_MS = 1_000
const MAX_ENTRIES = 500

/** Opened signing secrets of connections, so that a request neither reads nor decrypts them again. */
export class SecretCache {
  readonly #known = new Map<string, { secrets: string[]; loadedMs: number }>()
  readonly #db: D1Database
  readonly #keys: EncryptionKeys

  constructor(db: D1Database, keys: EncryptionKeys) {
    this.#db = db
    this.#keys = keys
  }

  async get(route: Route, nowMs: number): Promise<string[]> {
    const known = this.#known.get(keyOf(route))
    return known && nowMs - known.loadedMs < KNOWN_MS ? known.secrets : this.#load(route, nowMs)
  }

  /** Null when they were read a moment ago: they have not changed. */
  async reload(route: Route, nowMs: number): Promise<string[] | null> {
    const known = this.#known.get(keyOf(route))
    return known && nowMs - known.loadedMs < RELOAD_AFTER_MS ? null : this.#load(route, nowMs)
  }

  async #load(route: Route, nowMs: number): Promise<string[]> {
    const secrets = await openSigningSecrets(this.#db, this.#keys, route.connectionId, route.tenant, nowMs)
    if (route.connecting) return secrets
    if (this.#known.size >= MAX_ENTRIES) this.#known.clear()
    this.#known.set(keyOf(route), { secrets, loadedMs: nowMs })
    return secrets
  }
}

/** Secrets of an earlier link verify nothing for the present one. */
function keyOf({ connectionId, epoch }: Route): string {
  return `${connectionId} ${epoch}`
}
