import { runInDurableObject } from 'cloudflare:test'
import type { AutomationInput, TemplateInput } from '../../../worker/account/automation-rpc.ts'
import type { Run } from '../../../worker/domain/automation/run.ts'
import type { Delivery } from '../../../worker/domain/delivery/delivery.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { rpc, stubOf } from '../account/tenant.ts'

export const PLAIN: TemplateInput = {
  name: 'Plain',
  kind: 'mail',
  category: 'transactional',
  required: [],
  binding: null,
  draft: {
    subject: 'Hello {{ customer.email }}',
    preheader: null,
    html: '<p>{{ event.type }}</p>',
    text: null,
    layout: null,
  },
}

/** A published template; answers its id. */
export async function aTemplate(tenant: Tenant, input: Partial<TemplateInput> = {}): Promise<string> {
  const saved = await rpc(tenant).saveTemplate(tenant, null, { ...PLAIN, ...input }, true)
  if (!saved.ok) throw new Error(saved.reason)
  await rpc(tenant).publishTemplate(tenant, saved.template.id, 'test')
  return saved.template.id
}

/** An automation that is on; answers its id. */
export async function anAutomation(
  tenant: Tenant,
  input: Pick<AutomationInput, 'trigger' | 'actions'> & Partial<AutomationInput>,
): Promise<string> {
  const whole: AutomationInput = {
    ...{ name: input.trigger.type, status: 'on', conditions: [], reentry: 'always', goal: null },
    ...input,
  }
  const saved = await rpc(tenant).saveAutomation(tenant, null, whole, 'test')
  if (!saved.ok) throw new Error(saved.reason)
  return saved.automation.id
}

export async function runsOf(tenant: Tenant): Promise<Run[]> {
  const runs = await bodiesOf<Run>(tenant, 'SELECT body FROM runs')
  return runs.sort((a, b) => a.number - b.number)
}

export function deliveriesOf(tenant: Tenant): Promise<Delivery[]> {
  return bodiesOf<Delivery>(tenant, 'SELECT body FROM deliveries ORDER BY number')
}

async function bodiesOf<T>(tenant: Tenant, sql: string): Promise<T[]> {
  return runInDurableObject(stubOf(tenant), (_instance, state) =>
    state.storage.sql
      .exec<{ body: string }>(sql)
      .toArray()
      .map(({ body }) => JSON.parse(body) as T),
  )
}

/** As if all automations had been on for ever: what these tests tell of happened in the past. */
export async function sinceEver(tenant: Tenant): Promise<void> {
  await runInDurableObject(stubOf(tenant), (_instance, state) => {
    state.storage.sql.exec(
      `UPDATE documents SET body = json_set(body, '$.onSinceMs', 0)
       WHERE kind = 'automation' AND body ->> 'status' = 'on'`,
    )
  })
}
