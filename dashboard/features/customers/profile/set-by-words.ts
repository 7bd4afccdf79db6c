/** What is no event, as provenance names it. */
const WORDS: Record<string, string> = {
  import: 'Import from Stripe',
  resync: 'Comparison with Stripe',
  refetch: 'Stripe, when asked',
  clock: 'A moment that came',
  settings: 'Change of settings',
  operator: 'Operator',
  recompute: 'Recompute on request',
}

/** What set a value: an event, which has a page of its own, or something else in words. */
export type SetBy = { eventId: string } | { words: string }

/** Reads provenance; what this version does not know stays as it is. */
export function readSetBy(setBy: string): SetBy {
  if (setBy.startsWith('evt_')) return { eventId: setBy }
  if (setBy.startsWith('key:')) return { words: `API key ${setBy.slice(4)}` }
  return { words: WORDS[setBy] ?? setBy }
}
