import type { Api } from '../../../scripts/start/api.ts'
import { until } from '../../../scripts/until.ts'

export interface ListedEvent {
  id: string
  type: string
  outcome: string
  duplicates: number
  error: string | null
}

interface EventPage {
  data: ListedEvent[]
  next_cursor: string | null
}

/** Every event of the test mode, page by page. */
export async function listEvents(api: Api): Promise<ListedEvent[]> {
  const events: ListedEvent[] = []
  let after = ''
  for (;;) {
    const page: EventPage = await api.get(`/api/v1/events?limit=100${after && `&after=${encodeURIComponent(after)}`}`)
    events.push(...page.data)
    if (page.next_cursor === null) return events
    after = page.next_cursor
  }
}

/**
 * Waits until `count` events are listed and each is `settled`; answers what is listed then, or at the end. A deployment
 * that just comes back after a crash may refuse a request or two.
 */
export async function settledEvents(
  api: Api,
  count: number,
  settled: (event: ListedEvent) => boolean = ({ outcome }) => outcome !== 'pending',
): Promise<ListedEvent[]> {
  let events: ListedEvent[] = []
  await until(
    async () => {
      events = await listEvents(api).catch(() => [])
      return events.length >= count && events.every(settled)
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  )
  return events
}

export function sortedIds(events: readonly { id: string }[]): string[] {
  return events.map(({ id }) => id).sort()
}
