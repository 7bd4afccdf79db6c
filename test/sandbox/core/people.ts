import type { Stripe } from 'stripe'
import type { CustomerFields } from './objects/customer.ts'
import type { Random } from './random.ts'

const FIRST = [
  'Alice',
  'Bob',
  'Carol',
  'Dave',
  'Erin',
  'Frank',
  'Grace',
  'Heidi',
  'Ivan',
  'Judy',
  'Kamal',
  'Lena',
  'Mallory',
  'Niaj',
  'Olivia',
  'Peggy',
  'Quentin',
  'Rupert',
  'Sybil',
  'Trent',
  'Uma',
  'Victor',
  'Wendy',
  'Xiu',
  'Yara',
  'Zoe',
] as const
const LAST = [
  'Adler',
  'Baker',
  'Costa',
  'Dietz',
  'Eriksen',
  'Fuentes',
  'Gupta',
  'Hansen',
  'Ito',
  'Jensen',
  'Kowalski',
  'Lopez',
  'Marsh',
  'Novak',
  'Okafor',
  'Petrov',
  'Quinn',
  'Rossi',
  'Sato',
  'Tanaka',
  'Ueda',
  'Vogel',
  'Weber',
  'Young',
] as const
const PLACES = [
  { city: 'Portland', country: 'US', line1: '12 Alder Street', postal_code: '97205', state: 'OR' },
  { city: 'Berlin', country: 'DE', line1: 'Torstraße 8', postal_code: '10119', state: null },
  { city: 'Osaka', country: 'JP', line1: '1-9 Umeda', postal_code: '530-0001', state: null },
  { city: 'Lyon', country: 'FR', line1: '3 rue Mercière', postal_code: '69002', state: null },
  { city: 'Leeds', country: 'GB', line1: '40 Park Row', postal_code: 'LS1 5HN', state: null },
] as const

/** A believable person whose mail goes nowhere: example.com belongs to nobody. */
export function drawPerson(random: Random): CustomerFields {
  const name = `${random.pick(FIRST)} ${random.pick(LAST)}`
  const address: Stripe.Address = { ...random.pick(PLACES), line2: null }
  return { name, email: `${mailName(name)}.${random.chars(5).toLowerCase()}@example.com`, address }
}

export function mailName(name: string): string {
  return name.toLowerCase().replaceAll(' ', '.')
}
