import type { Mode } from '../site/keys.ts'
import type { Grant } from '../site/permissions.ts'

/** `connect`: Connect OAuth, where the platform's own key acts. `app`: a Stripe App, which gets tokens. */
export type ApplicationKind = 'connect' | 'app'

export interface Application {
  kind: ApplicationKind
  clientId: string
  mode: Mode
  name: string
  /** What an app's manifest asks for; Connect asks by `scope`. */
  permissions: readonly string[]
}

/** What an account granted to an application. */
export interface Installation {
  id: string
  kind: ApplicationKind
  clientId: string
  account: string
  mode: Mode
  scope: string
  permissions: Grant
  /** Seconds. */
  createdAt: number
}

const NAME = 'Billhook'

export function applicationsOf(mode: Mode, permissions: readonly string[]): Application[] {
  return [
    { kind: 'connect', clientId: `ca_${mode}_connect`, mode, name: NAME, permissions: [] },
    { kind: 'app', clientId: `ca_${mode}_app`, mode, name: NAME, permissions },
  ]
}

/** What a Connect scope allows. */
export function grantOfScope(scope: string): Grant | null {
  if (scope === 'read_write') return 'all'
  return scope === 'read_only' ? 'read_only' : null
}
