/** Where outgoing webhooks go. Times are ms. */
export interface Endpoint {
  id: string
  url: string
  description: string | null
  /** None: all types. */
  events: string[]
  status: 'enabled' | 'disabled'
  disabledBecause: string | null
  /** Sealed secrets, the newest first; a former one signs along until it is over. */
  secrets: { sealed: string; untilMs: number | null }[]
  /** Since when nothing but failures came of it; null: it works. */
  failingSinceMs: number | null
  /** How many attempts failed since then. */
  failures: number
  /** Until then it gets nothing, as it asked for less at once. */
  slowUntilMs?: number
  createdAtMs: number
  updatedAtMs: number
}
