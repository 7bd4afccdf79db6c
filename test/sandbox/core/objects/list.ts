import type { Stripe } from 'stripe'

/** Embedded lists show at most this many; the rest is behind `url`. */
const EMBEDDED_LIMIT = 10

/** The lists that objects carry inside; stored whole, and cut when they are shown. */
const EMBEDDED: Record<string, string> = {
  subscription: 'items',
  invoice: 'lines',
  'entitlements.active_entitlement_summary': 'entitlements',
}

export function wholeList<T>(data: T[], url: string): Stripe.ApiList<T> {
  return { object: 'list', data, has_more: false, url }
}

/** The object as Stripe shows it, in events and answers alike: its embedded list cut at ten. */
export function cutLists<T extends object>(object: T): T {
  const { object: kind } = object as { object?: unknown }
  const field = typeof kind === 'string' ? EMBEDDED[kind] : undefined
  return field === undefined ? object : cutField(object, field)
}

/** The same for a part of an object, such as what it was before. */
export function cutField<T extends object>(part: T, field: string): T {
  const list = (part as Record<string, unknown>)[field] as Stripe.ApiList<unknown> | undefined
  if (!list || !(list.data?.length > EMBEDDED_LIMIT)) return part
  return { ...part, [field]: { ...list, data: list.data.slice(0, EMBEDDED_LIMIT), has_more: true } }
}

export function embeddedFieldOf(kind: string): string | undefined {
  return EMBEDDED[kind]
}
