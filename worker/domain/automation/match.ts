import type { AutomationStatus, Trigger } from './automation.ts'
import type { Occurrence } from './occurrence.ts'

/** Whether the occurrence is what the automation waits for; conditions are asked afterwards. */
export function isStartedBy(
  automation: { status: AutomationStatus; trigger: Trigger; onSinceMs: number | null },
  occurrence: Occurrence,
  defaults: { renewing: readonly number[]; trialEnding: readonly number[] },
): boolean {
  const { status, trigger, onSinceMs } = automation
  // Stripe tells whole seconds: what happened within the second in which it was turned on counts.
  if (status !== 'on' || onSinceMs === null || occurrence.atMs < onSinceMs - (onSinceMs % 1_000)) return false
  return fits(trigger, occurrence, defaults)
}

/** The trigger's type and each of its filters. */
export function fits(
  trigger: Trigger,
  occurrence: Occurrence,
  defaults: { renewing: readonly number[]; trialEnding: readonly number[] },
): boolean {
  if (trigger.type !== occurrence.trigger) return false
  if (trigger.price !== undefined && !occurrence.prices.includes(trigger.price)) return false
  if (trigger.product !== undefined && !occurrence.products.includes(trigger.product)) return false
  if (trigger.segment !== undefined && trigger.segment !== occurrence.segment) return false
  if (trigger.stage !== undefined && trigger.stage !== occurrence.data.to) return false
  if (trigger.access !== undefined && trigger.access !== occurrence.data.to) return false
  if (occurrence.days === undefined) return true
  if (trigger.days !== undefined) return trigger.days === occurrence.days
  const usual = trigger.type === 'subscription.renewing' ? defaults.renewing : defaults.trialEnding
  return usual.includes(occurrence.days)
}
