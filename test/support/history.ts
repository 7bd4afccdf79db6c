import { seededRandom } from './random.ts'

export interface TestEvent {
  id: string
  object: 'event'
  type: string
  created: number
  livemode: boolean
  api_version: string
  pending_webhooks: number
  request: null
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
}

export interface History {
  events: TestEvent[]
  /** What Stripe itself would show at the end. */
  truth: Map<string, { body: Record<string, unknown>; gone: boolean }>
}

const KINDS = [
  { prefix: 'prod', type: 'product', object: 'product', first: { name: 'Pro', active: true, metadata: { n: '0' } } },
  {
    prefix: 'price',
    type: 'price',
    object: 'price',
    first: { active: true, currency: 'usd', unit_amount: 900, metadata: { n: '0' } },
  },
  { prefix: 'cus', type: 'customer', object: 'customer', first: { metadata: { n: '0' } } },
  {
    prefix: 'sub',
    type: 'customer.subscription',
    object: 'subscription',
    first: { status: 'active', metadata: { n: '0' } },
  },
]
const START = 1_767_225_600

/**
 * Histories as hard as Stripe's: several changes of one object within a second, ids that say nothing about order,
 * deletions, and `previous_attributes` that tell the truth. With `toggles` a value goes to and fro, so that within a second
 * even they do not tell the order.
 */
export function makeHistory(
  seed: number,
  objects: number,
  changesPerObject: number,
  { toggles = false } = {},
): History {
  const random = seededRandom(seed)
  const events: TestEvent[] = []
  const truth: History['truth'] = new Map()
  for (let at = 0; at < objects; at += 1) {
    const kind = KINDS[at % KINDS.length] as (typeof KINDS)[number]
    const id = `${kind.prefix}_${seed}_${at}`
    const person = kind.object === 'customer' ? { email: `${id}@example.com` } : {}
    let body: Record<string, unknown> = { id, object: kind.object, ...person, ...kind.first }
    let second = START + Math.floor(random() * 3)
    const emit = (verb: string, previous?: Record<string, unknown>): void => {
      events.push({
        id: `evt_${Math.floor(random() * 1e9).toString(36)}_${seed}_${events.length}`,
        object: 'event',
        type: `${kind.type}.${verb}`,
        created: second,
        livemode: false,
        api_version: '2026-10-28.endive',
        pending_webhooks: 1,
        request: null,
        data: { object: structuredClone(body), ...(previous && { previous_attributes: previous }) },
      })
    }
    emit('created')
    for (let change = 1; change <= changesPerObject; change += 1) {
      if (random() < 0.4) second += 1
      const old = (body.metadata as Record<string, string>).n as string
      body = { ...body, metadata: { n: String(toggles ? change % 2 : change) } }
      emit('updated', { metadata: { n: old } })
    }
    const ends = random() < 0.4
    if (ends) {
      if (kind.object === 'subscription') body = { ...body, status: 'canceled' }
      emit('deleted')
    }
    truth.set(id, { body, gone: ends && kind.object !== 'subscription' })
  }
  return { events, truth }
}
