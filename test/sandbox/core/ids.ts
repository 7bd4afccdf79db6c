import type { Random } from './random.ts'

/** What follows the prefix in Stripe's ids: `evt_1…` has 24 characters there, `cus_…` 14. */
const SHAPES: Record<string, { lead: string; length: number }> = {
  acct: { lead: '1', length: 16 },
  cs: { lead: 'test_a1', length: 58 },
  ch: { lead: '3', length: 24 },
  evt_3: { lead: '', length: 23 },
  pi: { lead: '3', length: 24 },
  pyr: { lead: '3', length: 24 },
  re: { lead: '3', length: 24 },
  cus: { lead: '', length: 14 },
  feat: { lead: 'test_61', length: 30 },
  ent: { lead: 'test_61', length: 30 },
  prod: { lead: '', length: 14 },
  req: { lead: '', length: 14 },
  si: { lead: '', length: 14 },
  ca: { lead: '', length: 32 },
  whsec: { lead: '', length: 32 },
}
const DEFAULT_SHAPE = { lead: '1', length: 24 }
const COUNTER_LENGTH = 5
const COUNTER_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An id that looks like Stripe's; with a new `count` each time none repeats: it stands inside, chance fills the rest. */
export function makeId(random: Random, prefix: string, count: number): string {
  const shape = SHAPES[prefix] ?? DEFAULT_SHAPE
  const free = shape.length - shape.lead.length - COUNTER_LENGTH
  const separator = prefix.includes('_') ? '' : '_'
  return `${prefix}${separator}${shape.lead}${random.chars(Math.max(free, 0))}${counterText(count)}`
}

function counterText(count: number): string {
  let text = ''
  let value = count
  for (let index = 0; index < COUNTER_LENGTH; index += 1) {
    text = COUNTER_ALPHABET[value % COUNTER_ALPHABET.length] + text
    value = Math.floor(value / COUNTER_ALPHABET.length)
  }
  return text
}

/** The `count` that an id was made with; null for a text that makeId cannot have made. */
export function idNumber(id: string): number | null {
  let number = 0
  for (const character of id.slice(-COUNTER_LENGTH)) {
    const digit = COUNTER_ALPHABET.indexOf(character)
    if (digit < 0) return null
    number = number * COUNTER_ALPHABET.length + digit
  }
  return number
}
