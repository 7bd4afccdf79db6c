import type { CustomerFields } from './objects/customer.ts'

const HOMES = {
  portland: {
    city: 'Portland',
    country: 'US',
    line1: '12 Alder Street',
    line2: null,
    postal_code: '97205',
    state: 'OR',
  },
  berlin: { city: 'Berlin', country: 'DE', line1: 'Torstraße 8', line2: null, postal_code: '10119', state: null },
  osaka: { city: 'Osaka', country: 'JP', line1: '1-9 Umeda', line2: null, postal_code: '530-0001', state: null },
  leeds: { city: 'Leeds', country: 'GB', line1: '40 Park Row', line2: null, postal_code: 'LS1 5HN', state: null },
} as const

const PEOPLE = {
  alice: ['Alice Adler', 'portland'],
  bob: ['Bob Baker', 'leeds'],
  carol: ['Carol Costa', 'portland'],
  dave: ['Dave Dietz', 'berlin'],
  erin: ['Erin Eriksen', 'berlin'],
  frank: ['Frank Fuentes', 'portland'],
  grace: ['Grace Gupta', 'leeds'],
  heidi: ['Heidi Hansen', 'berlin'],
  ivan: ['Ivan Ito', 'osaka'],
  judy: ['Judy Jensen', 'berlin'],
  kamal: ['Kamal Kowalski', 'osaka'],
  lena: ['Lena Lopez', 'portland'],
  mallory: ['Mallory Marsh', 'portland'],
  niaj: ['Niaj Novak', 'leeds'],
  olivia: ['Olivia Okafor', 'leeds'],
  peggy: ['Peggy Petrov', 'portland'],
  quentin: ['Quentin Quinn', 'leeds'],
  rupert: ['Rupert Rossi', 'berlin'],
  sybil: ['Sybil Sato', 'osaka'],
  trent: ['Trent Tanaka', 'portland'],
  uma: ['Uma Ueda', 'osaka'],
  victor: ['Victor Vogel', 'berlin'],
  wendy: ['Wendy Weber', 'berlin'],
  xavier: ['Xavier Young', 'portland'],
} as const satisfies Record<string, readonly [string, keyof typeof HOMES]>

export type DemoName = keyof typeof PEOPLE

/** A customer of the demo: a name, an address at example.com and the team's own user id. */
export function demoPerson(name: DemoName): CustomerFields {
  const [fullName, home] = PEOPLE[name]
  return {
    name: fullName,
    email: `${name}@example.com`,
    address: HOMES[home],
    metadata: { user_id: `user_${name}` },
  }
}
