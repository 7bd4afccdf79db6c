/** Who makes a request, as far as an account's API has to know. */
export interface Caller {
  /** The Connect application or app that acts for the account; null when it acts for itself. */
  application: string | null
  /** Throws Stripe's 403 when the key lacks the permission (`rak_…`); null asks for none. */
  need(permission: string | null): void
  /** The same as a question. */
  may(permission: string | null): boolean
}
