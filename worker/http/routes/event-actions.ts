import { readDeliveries } from '../../readmodel/deliveries.ts'
import { readRuns } from '../../readmodel/runs.ts'
import type { AppContext } from '../middleware/context.ts'
import type { ActionsOf } from '../schemas/event-actions.ts'

/** For a whole page of events: their runs, then the deliveries of those, each read at once. */
export async function actionsOf(c: AppContext, events: readonly { runs: readonly string[] }[]): Promise<ActionsOf> {
  const { tenant } = c.var
  const runs = await readRuns(
    c.env.DB,
    tenant,
    events.flatMap((event) => event.runs),
  )
  const sent = [...runs.values()].flatMap(({ steps }) => steps.flatMap(({ delivery }) => delivery ?? []))
  const deliveries = await readDeliveries(c.env.DB, tenant, sent)
  return (ids) => {
    const known = ids.flatMap((id) => runs.get(id) ?? [])
    return {
      runs: known.map(({ id, automation, status, logOnly = false }) => ({
        ...{ id, automation: automation.id, automation_name: automation.name, status, log_only: logOnly },
      })),
      deliveries: known
        .flatMap(({ steps }) => steps.flatMap(({ delivery }) => deliveries.get(delivery ?? '') ?? []))
        .map(({ id, channel, status }) => ({ id, channel, status })),
    }
  }
}
