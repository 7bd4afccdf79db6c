import { formatMoney } from '../../../lib/money.ts'

export const VALUE_WORDS = {
  stage: 'Stage',
  access: 'Access',
  packages: 'Packages',
  mrr: 'MRR',
  segments: 'Segments',
} as const

/** `committed_mrr` → `Committed MRR`. */
export function fieldWords(field: string): string {
  const words = field.replaceAll('_', ' ').replace(/\bmrr\b/g, 'MRR')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A customer's value as a reader sees it: `none`, `pro, team`, `19.00 EUR`, an access state by its name. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ')
  if (typeof value !== 'object') return String(value)
  if ('currency' in value && 'amount' in value) return formatMoney(Number(value.amount), String(value.currency))
  if ('state' in value) return String(value.state)
  return JSON.stringify(value)
}
