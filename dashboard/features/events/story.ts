import type { EventDetail } from '../../lib/api-types.ts'
import { formatDuration } from '../../lib/time.ts'

export interface StoryStep {
  key: 'created' | 'arrived' | 'verified' | 'duplicates' | 'decided' | 'changes' | 'runs' | 'deliveries'
  tone: 'done' | 'waiting' | 'failed' | 'quiet'
  title: string
  atMs: number | null
  sentences: string[]
}

/** What happened to an event, in order, each step with its time where one is known. */
export function storyOf(event: EventDetail): StoryStep[] {
  const steps = [created(event), arrived(event)]
  if (event.source === 'webhook') steps.push(verified(event))
  if (event.duplicates > 0) steps.push(duplicates(event))
  steps.push(decided(event))
  if (event.outcome === 'processed' || event.changes.length > 0) steps.push(changes(event))
  if (event.runs.length > 0) steps.push(quiet('runs', count(event.runs.length, 'automation ran', 'automations ran')))
  if (event.deliveries.length > 0)
    steps.push(quiet('deliveries', count(event.deliveries.length, 'delivery', 'deliveries')))
  return steps
}

function created(event: EventDetail): StoryStep {
  return { key: 'created', tone: 'done', title: 'Created at Stripe', atMs: Date.parse(event.created), sentences: [] }
}

const ARRIVALS: Record<EventDetail['source'], { title: string; how: string }> = {
  webhook: { title: 'Received', how: 'Stripe delivered it to the webhook' },
  catch_up: { title: 'Fetched', how: 'It was read from Stripe’s list of events, because no webhook had brought it' },
  replay: { title: 'Replayed', how: 'It was brought back by a replay' },
  simulation: { title: 'Simulated', how: 'It was made by the simulator and never was at Stripe' },
}

function arrived(event: EventDetail): StoryStep {
  const atMs = Date.parse(event.received_at)
  const lagMs = atMs - Date.parse(event.created)
  const { title, how } = ARRIVALS[event.source]
  const later = lagMs < 1000 ? 'within the same second' : `${formatDuration(lagMs)} after it was created`
  return { key: 'arrived', tone: 'done', title, atMs, sentences: [`${how}, ${later}.`] }
}

function verified(event: EventDetail): StoryStep {
  return {
    key: 'verified',
    tone: 'done',
    title: 'Verified',
    atMs: Date.parse(event.received_at),
    sentences: ['Its signature matched a valid signing secret, and it was stored before Stripe got its answer.'],
  }
}

function duplicates(event: EventDetail): StoryStep {
  const times = count(event.duplicates, 'more time', 'more times')
  return quiet('duplicates', `Delivered ${times}`, ['The same event was recognised; nothing was done twice.'])
}

function decided(event: EventDetail): StoryStep {
  const step = { key: 'decided', atMs: event.processed_at ? Date.parse(event.processed_at) : null } as const

  switch (event.outcome) {
    case 'pending':
      return { ...step, tone: 'waiting', title: 'Waiting to be processed', sentences: event.notes }
    case 'parked':
      return {
        ...step,
        tone: 'failed',
        title: `Parked after ${count(event.attempts, 'attempt', 'attempts')}`,
        sentences: event.notes,
      }
    case 'unmatched':
      return { ...step, tone: 'failed', title: 'No customer matched', sentences: event.notes }
    case 'ignored':
      return { ...step, tone: 'quiet', title: 'Nothing to do', sentences: event.notes }
    case 'processed':
      return { ...step, tone: event.stale ? 'quiet' : 'done', title: 'Decided', sentences: event.notes }
  }
}

function changes(event: EventDetail): StoryStep {
  if (event.changes.length === 0) return quiet('changes', 'Nothing changed')
  const title = `${count(event.changes.length, 'field', 'fields')} changed`
  return { ...quiet('changes', title), tone: 'done' }
}

function quiet(key: StoryStep['key'], title: string, sentences: string[] = []): StoryStep {
  return { key, tone: 'quiet', title, atMs: null, sentences }
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
