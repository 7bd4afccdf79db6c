import { NUMBER_DIGITS } from '../domain/numbered-id.ts'
import { makeId } from './tokens.ts'

const RANDOM_CHARS = 12

/** `dlv_0000001c…`: the number in base 36 first, so that no index is needed to find it; the rest makes it nobody else's. */
export function numberedId(prefix: string, number: number): string {
  return `${prefix}_${number.toString(36).padStart(NUMBER_DIGITS, '0')}${makeId('').slice(-RANDOM_CHARS)}`
}
