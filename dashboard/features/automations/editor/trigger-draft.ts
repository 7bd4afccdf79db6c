import type { AccessState } from '../../../../worker/domain/customer.ts'
import type { Automation } from '../../../lib/api-types.ts'
import { STRIPE_PREFIX } from '../words/trigger-words.ts'

type Trigger = Automation['trigger']

export interface TriggerDraft {
  /** `stripe:` stands for a type of Stripe’s, named by `stripeType`. */
  type: string
  stripeType: string
  price: string
  product: string
  days: string
  segment: string
  stage: string
  access: AccessState | ''
}

/** Filters that mean something to these triggers alone; of a product or price any may be. */
export function filtersOf(type: string): ('days' | 'segment' | 'stage' | 'access' | 'price' | 'product')[] {
  switch (type) {
    case 'subscription.renewing':
    case 'subscription.trial_ending':
      return ['days', 'price', 'product']
    case 'segment.entered':
    case 'segment.left':
      return ['segment']
    case 'stage.changed':
      return ['stage']
    case 'access.changed':
      return ['access']
    case 'customer.created':
      return []
    default:
      return ['price', 'product']
  }
}

export function triggerDraftOf({ type, ...filters }: Trigger): TriggerDraft {
  const isStripes = type.startsWith(STRIPE_PREFIX)
  return {
    type: isStripes ? STRIPE_PREFIX : type,
    stripeType: isStripes ? type.slice(STRIPE_PREFIX.length) : '',
    price: filters.price ?? '',
    product: filters.product ?? '',
    days: filters.days === undefined ? '' : String(filters.days),
    segment: filters.segment ?? '',
    stage: filters.stage ?? '',
    access: filters.access ?? '',
  }
}

/** What does not fit the type, or was left empty, does not restrict. */
export function triggerOf(draft: TriggerDraft): Trigger {
  const type = draft.type === STRIPE_PREFIX ? STRIPE_PREFIX + draft.stripeType.trim() : draft.type
  const asked = filtersOf(draft.type).filter((name) => draft[name].trim() !== '')
  return {
    type,
    ...Object.fromEntries(asked.map((name) => [name, name === 'days' ? Number(draft.days) : draft[name]])),
  }
}
