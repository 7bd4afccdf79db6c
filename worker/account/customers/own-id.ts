import { type CustomerRecord, payersOf } from '../../domain/customer-record.ts'
import type { Payer } from '../../domain/payer.ts'
import type { Bench } from './derive.ts'

/** The newest subscription that has the key says it; else the Stripe customer. */
export function ownIdOf(payer: Payer, metadataKey: string | null): string | null {
  if (metadataKey === null) return null
  const subscriptions = Object.values(payer.subscriptions)
    .map(({ billing }) => billing)
    .sort((a, b) => (b.created ?? 0) - (a.created ?? 0) || (a.id < b.id ? -1 : 1))
  const named = [...subscriptions.map(({ metadata }) => metadata), payer.person?.metadata ?? {}]
  // The key is the account's own choice: it may be the name of something that every object has.
  const ids = named.flatMap((metadata) => (Object.hasOwn(metadata, metadataKey) ? [metadata[metadataKey]?.trim()] : []))
  return ids.find((id) => id !== undefined && id !== '') ?? null
}

/**
 * The own id as the customer's Stripe customers name it now, unless a person entered one: of the first that names one
 * which no other customer has. An id that another one has is a conflict for as long as it is named.
 */
export function withOwnId({ ws, rules }: Bench, record: CustomerRecord): CustomerRecord {
  if (record.erased) return record
  const { metadata_key: key } = rules.settings.identity
  const named = payersOf(record).flatMap((payer) => {
    const id = ownIdOf(payer, key)
    return id === null ? [] : [{ id, owner: ws.customersBy('user', id).find((other) => other !== record.id) ?? null }]
  })
  const userIdConflict = named.find(({ owner }) => owner !== null)?.owner ?? null
  const metadataId = named.find(({ owner }) => owner === null)?.id ?? null
  const userId = record.userIdBy === 'person' ? record.userId : metadataId
  return {
    ...record,
    ...{ userIdConflict, userId },
    userIdBy: record.userIdBy === 'person' ? 'person' : userId === null ? null : 'metadata',
    namedIds: [...new Set(named.map(({ id }) => id))].filter((id) => id !== userId),
  }
}
