/** What ids of plans (products and prices) and of segments are called, and which stages and packages there are. */
export interface Names {
  plans: readonly Named[]
  segments: readonly Named[]
  stages: readonly string[]
  packages: readonly string[]
}

export interface Named {
  id: string
  name: string
}

/** The id itself where nobody has said a name. */
export function nameOf(known: readonly Named[], id: string): string {
  return known.find((one) => one.id === id)?.name ?? id
}

/** As much of a customer as tells it from others. */
export interface CustomerHead {
  id: string
  name: string | null
  email: string | null
  user_id: string | null
}

/** What tells it from others of the same name: the best of what its name leaves out. */
export function customerSubtitle(customer: CustomerHead & { external_id: string | null }): string | null {
  const name = customerName(customer)
  const known = [customer.email, customer.user_id, customer.external_id]
  return known.find((one) => one !== null && one !== '' && one !== name) ?? null
}

/** What a customer is called in a heading: the best of what is known. */
export function customerName(customer: Omit<CustomerHead, 'user_id'>): string {
  return customer.name || customer.email || customer.id
}
