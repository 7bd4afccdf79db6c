import type { Automation } from './automation.ts'
import type { Stopped } from './run.ts'

type Asked = Pick<Automation, 'id' | 'reentry' | 'logOnly'>

/** Automation → when a customer went through it last, ms. */
export type Ran = Readonly<Record<string, number>>

/** Under what a customer's record keeps that it went through one: apart where nothing was done, as that blocks no real run. */
export function ranKey({ id, logOnly }: Asked): string {
  return logOnly ? `log:${id}` : id
}

/** Why the customer may not go through it again now; null where it may. */
export function tooSoon(automation: Asked, ran: Ran | undefined, nowMs: number): Stopped | null {
  const { id, reentry, logOnly } = automation
  if (reentry === 'always') return null
  // What only records tells what would happen if it acted, so whatever came before counts for it.
  const times = [ran?.[id], logOnly ? ran?.[ranKey(automation)] : undefined].filter((at) => at !== undefined)
  if (times.length === 0) return null
  if (reentry === 'never') return { code: 'reentry', detail: 'The customer went through it before.' }
  const { after_days: days } = reentry
  return nowMs - Math.max(...times) < days * 86_400_000
    ? { code: 'reentry', detail: `The customer went through it less than ${days} days before.` }
    : null
}
