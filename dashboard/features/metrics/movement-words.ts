import type { MovementKind } from '../../../worker/domain/customer.ts'

interface MovementWords {
  label: string
  definition: string
  /** Colour of its bars and of its mark in the legend. */
  fill: string
  swatch: string
}

/** Gains in the order in which they stand on each other, then losses. */
export const GAINS = ['new', 'expansion', 'reactivation'] as const satisfies MovementKind[]
export const LOSSES = ['contraction', 'churn'] as const satisfies MovementKind[]
export const MOVEMENTS: readonly MovementKind[] = [...GAINS, ...LOSSES]

export const MOVEMENT_WORDS: Record<MovementKind, MovementWords> = {
  new: {
    label: 'New',
    definition: 'A customer has MRR for the first time.',
    fill: 'fill-move-new',
    swatch: 'bg-move-new',
  },
  expansion: {
    label: 'Expansion',
    definition: 'A customer with MRR pays more: a dearer plan, more seats, a second subscription.',
    fill: 'fill-move-expansion',
    swatch: 'bg-move-expansion',
  },
  reactivation: {
    label: 'Reactivation',
    definition: 'A customer who had no MRR any more has some again.',
    fill: 'fill-move-reactivation',
    swatch: 'bg-move-reactivation',
  },
  contraction: {
    label: 'Contraction',
    definition: 'A customer pays less but still something, as when one of two subscriptions is canceled.',
    fill: 'fill-move-contraction',
    swatch: 'bg-move-contraction',
  },
  churn: {
    label: 'Churn',
    definition: 'A customer’s MRR goes to nothing, in this currency.',
    fill: 'fill-move-churn',
    swatch: 'bg-move-churn',
  },
}
