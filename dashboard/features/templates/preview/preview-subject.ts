import type { CustomerHead } from './customer-head.ts'

/** Whom a preview is for. */
export type PreviewSubject =
  | { kind: 'sample'; sample: 'standard' | 'edge' }
  | { kind: 'customer'; customer: CustomerHead }
  | { kind: 'event'; id: string }

export const SAMPLES = {
  standard: { label: 'A made-up customer', note: 'All that can be known has a value.' },
  edge: { label: 'A difficult made-up customer', note: 'No name, yen, German: what is often missing is missing.' },
} as const

export function subjectWords(subject: PreviewSubject): string {
  switch (subject.kind) {
    case 'sample':
      return SAMPLES[subject.sample].label
    case 'customer':
      return subject.customer.name ?? subject.customer.email ?? subject.customer.id
    case 'event':
      return `Event ${subject.id}`
  }
}

/** As the API is asked for it. */
export function asked(subject: PreviewSubject): { customer?: string; event?: string; sample?: string } {
  switch (subject.kind) {
    case 'sample':
      return { sample: subject.sample }
    case 'customer':
      return { customer: subject.customer.id }
    case 'event':
      return { event: subject.id }
  }
}
