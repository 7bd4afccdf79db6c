import type { TriggerType } from '../domain/automation/automation.ts'
import type { FailingCondition, RunStatus } from '../domain/automation/run.ts'
import type { StoredCustomer } from '../domain/customer.ts'
import type { TakenDelivery } from '../domain/delivery/taken.ts'
import type { Change, EventOutcome } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import type { SettingsPatch } from '../domain/settings.ts'
import type { IncomingEvent } from './rpc.ts'

/** What an automation that is on would do. */
export interface SimulatedRun {
  automation: { id: string; name: string }
  trigger: TriggerType
  /** Null: nothing started it. */
  status: RunStatus | null
  /** It was started, and its conditions hold. */
  matched: boolean
  failing: FailingCondition | null
  reason: string | null
  /** It only records: `steps` say what it would do. */
  logOnly: boolean
  /** What each step does, in a sentence. */
  steps: string[]
}

export interface Simulation {
  /** As it would be after the last event; null where it would be nobody's. */
  customer: StoredCustomer | null
  isCreated: boolean
  events: { id: string; outcome: EventOutcome; notes: string[] }[]
  changes: Change[]
  runs: SimulatedRun[]
  /** What would be sent, to be rendered; what would be held back is left out. */
  mails: Extract<TakenDelivery, { channel: 'mail' }>[]
  webhooks: { url: string; body: unknown }[]
}

export interface SimulationRpc {
  /**
   * What would happen if these events came now, by other settings where some are given; nothing is stored or sent. Of
   * `history`, which came before them, nothing is told and nothing starts.
   */
  simulate(
    tenant: Tenant,
    events: IncomingEvent[],
    settings: SettingsPatch,
    history?: IncomingEvent[],
  ): Promise<Simulation>
}
