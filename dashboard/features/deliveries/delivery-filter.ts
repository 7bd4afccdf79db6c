import * as z from 'zod/mini'
import { DELIVERY_STATUSES } from '../../../worker/domain/delivery/delivery.ts'
import { channelLabel, deliveryLabel } from '../../lib/delivery-words.ts'

export const CHANNELS = ['mail', 'webhook'] as const

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** The list's filters as the address carries them. What is not valid is dropped: an old link still opens. */
export const deliverySearch = z.object({
  q: dropInvalid(text),
  status: dropInvalid(z.enum(DELIVERY_STATUSES)),
  channel: dropInvalid(z.enum(CHANNELS)),
  customer: dropInvalid(text),
  automation: dropInvalid(text),
  endpoint: dropInvalid(text),
})
export type DeliverySearch = z.infer<typeof deliverySearch>
export type DeliveryFilterKey = keyof DeliverySearch

function dropInvalid<T extends z.core.$ZodType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}

export function isFiltered(search: DeliverySearch): boolean {
  return Object.values(search).some((value) => value !== undefined)
}

/** `search` with `changes` laid over it; a key set to undefined is removed. */
export function changeFilter(search: DeliverySearch, changes: DeliverySearch): DeliverySearch {
  const entries = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}

const LABELS: Record<DeliveryFilterKey, string> = {
  q: 'To',
  status: 'Status',
  channel: 'Channel',
  customer: 'Customer',
  automation: 'Automation',
  endpoint: 'Endpoint',
}

/** One chip per set filter, in a fixed order; `nameOf` knows what automations and endpoints are called. */
export function filterChips(search: DeliverySearch, nameOf: (id: string) => string) {
  return (Object.keys(LABELS) as DeliveryFilterKey[]).flatMap((key) => {
    const value = search[key]
    return value === undefined ? [] : [{ key, label: LABELS[key], value: chipValue(key, value, nameOf) }]
  })
}

function chipValue(key: DeliveryFilterKey, value: string, nameOf: (id: string) => string): string {
  if (key === 'status') return deliveryLabel(value)
  if (key === 'channel') return channelLabel(value)
  return key === 'automation' || key === 'endpoint' ? nameOf(value) : value
}
