import type { Context } from 'hono'
import type { Bindings, Config } from '../../config.ts'
import type { Tenant } from '../../domain/ids.ts'

/** Who asks. Only the operator may have come by cookie. */
export type Actor =
  | { type: 'operator'; via: 'token' }
  | { type: 'operator'; via: 'cookie'; sessionHash: string; sessionExpiresAtMs: number }
  | { type: 'api_key'; id: string; scope: 'read' | 'full' }

/** What Hono hands to every handler; `tenant` and `actor` exist behind `authenticate`. */
export interface AppEnv {
  Bindings: Bindings
  Variables: { requestId: string; config: Config; tenant: Tenant; actor: Actor }
}

export type AppContext = Context<AppEnv>
