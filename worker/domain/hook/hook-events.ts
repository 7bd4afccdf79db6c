import type { AccessState } from '../customer.ts'
import type { Mode } from '../ids.ts'
import { EXAMPLE_CUSTOMER } from './example-customer.ts'
import type { HookCustomer } from './hook-customer.ts'

/** What `data` holds, for each type of event. */
export interface HookDataOf {
  'customer.created': WithCustomer
  'customer.updated': WithCustomer & { changes: { field: string; from: unknown; to: unknown }[] }
  'customer.stage_changed': WithCustomer & { from: string | null; to: string | null }
  'customer.access_changed': WithCustomer & { from: AccessState; to: AccessState }
  'customer.packages_changed': WithCustomer & { added: string[]; removed: string[] }
  'customer.segment_entered': WithCustomer & { segment: Named }
  'customer.segment_left': WithCustomer & { segment: Named }
  'customer.merged': WithCustomer & { merged_customer_id: string }
  'customer.deleted': { mode: Mode; customer: Pick<HookCustomer, 'id' | 'external_id' | 'user_id'> }
  'automation.fired': WithCustomer & { automation: Named; run_id: string; event: { id: string; type: string } | null }
  'endpoint.test': { mode: Mode; endpoint: { id: string }; message: string }
}
export type HookEventType = keyof HookDataOf

interface WithCustomer {
  mode: Mode
  customer: HookCustomer
}

interface Named {
  id: string
  name: string
}

export interface HookEvent<T extends HookEventType> {
  type: T
  /** When it is sent, in a sentence. */
  sentence: string
  example: { type: T; timestamp: string; data: HookDataOf[T] }
}

const TIMESTAMP = '2026-11-30T09:05:00Z'
const base = { mode: 'test', customer: EXAMPLE_CUSTOMER } as const
const segment = { id: 'active-stripe-subscribers', name: 'Active Stripe subscribers' }

function event<T extends HookEventType>(type: T, sentence: string, data: HookDataOf[T]): HookEvent<T> {
  return { type, sentence, example: { type, timestamp: TIMESTAMP, data } }
}

/** Every type of event that an endpoint may ask for. */
export const HOOK_EVENTS: { readonly [T in HookEventType]: HookEvent<T> } = {
  'customer.created': event('customer.created', 'A customer came to be, by an event, an import or the API.', base),
  'customer.updated': event('customer.updated', 'At least one value of a customer changed.', {
    ...base,
    changes: [{ field: 'stage', from: 'Trial', to: 'Customer' }],
  }),
  'customer.stage_changed': event('customer.stage_changed', 'A customer moved to another stage.', {
    ...base,
    from: 'Trial',
    to: 'Customer',
  }),
  'customer.access_changed': event('customer.access_changed', 'A customer gained or lost access.', {
    ...base,
    from: 'suspended',
    to: 'active',
  }),
  'customer.packages_changed': event('customer.packages_changed', 'The packages of a customer changed.', {
    ...base,
    added: ['pro'],
    removed: ['starter'],
  }),
  'customer.segment_entered': event('customer.segment_entered', 'A customer came to meet a segment’s conditions.', {
    ...base,
    segment,
  }),
  'customer.segment_left': event('customer.segment_left', 'A customer no longer meets a segment’s conditions.', {
    ...base,
    segment,
  }),
  'customer.merged': event('customer.merged', 'Another customer became part of this one and is no more.', {
    ...base,
    merged_customer_id: 'cust_2',
  }),
  'customer.deleted': event('customer.deleted', 'The personal data of a customer was erased; delete your copy.', {
    mode: 'test',
    customer: { id: 'cust_1', external_id: 'cus_1', user_id: 'user_1' },
  }),
  'automation.fired': event('automation.fired', 'An automation reached its webhook action.', {
    ...base,
    automation: { id: 'aut_1', name: 'Welcome' },
    run_id: 'run_1',
    event: { id: 'evt_1', type: 'customer.subscription.created' },
  }),
  'endpoint.test': event('endpoint.test', 'Somebody asked for a test of this endpoint; nothing happened.', {
    mode: 'test',
    endpoint: { id: 'ep_1' },
    message: 'This is a test.',
  }),
}

export const HOOK_EVENT_TYPES = Object.keys(HOOK_EVENTS) as HookEventType[]

export function isHookEventType(value: string): value is HookEventType {
  return Object.hasOwn(HOOK_EVENTS, value)
}

/** Whether an endpoint that asked for `types` gets an event: none chosen means all, and a test always comes through. */
export function isWanted(type: HookEventType, types: readonly string[]): boolean {
  return type === 'endpoint.test' || types.length === 0 || types.includes(type)
}
