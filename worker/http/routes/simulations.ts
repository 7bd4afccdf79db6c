import { createRoute } from '@hono/zod-openapi'
import type { Simulation as Simulated } from '../../account/simulation-rpc.ts'
import { accountStub } from '../../account/stub.ts'
import { isJsonObject } from '../../domain/json.ts'
import type { SettingsPatch } from '../../domain/settings.ts'
import { INVENTED_IDS } from '../../domain/simulation/subject.ts'
import type { AppContext } from '../middleware/context.ts'
import { noQuery } from '../schemas/common.ts'
import { authenticatedPost, body, json, problemsOfPost } from '../schemas/documented.ts'
import { given } from '../schemas/given.ts'
import { type Simulation, simulation, simulationInput } from '../schemas/simulation.ts'
import { describeCustomer } from './customer-answer.ts'
import { createRouter } from './router.ts'
import { checkSettings } from './settings-rules.ts'
import { simulatedEvents } from './simulated-events.ts'
import { simulatedMails } from './simulated-mails.ts'

export const simulationRoutes = createRouter()

simulationRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/simulations',
    tags: ['Simulations'],
    summary: 'What a scenario or an event would do: state, automations, mails and webhooks; nothing is stored or sent',
    ...authenticatedPost,
    request: { query: noQuery, body: body(simulationInput) },
    responses: { 200: json(simulation, 'What would happen'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const input = c.req.valid('json')
    const patch = given(input.settings ?? {})
    await checkSettings(c, withoutInvented(patch), '/settings')
    const { history, events } = await simulatedEvents(c, input)
    const simulated = await accountStub(c.env, c.var.tenant).simulate(c.var.tenant, events, patch, history)
    const types = new Map(events.map(({ id, type }) => [id, type]))
    return c.json(await present(c, simulated, types), 200)
  },
)

/** Made-up prices are in no catalog, and a person may say what they are to grant. */
function withoutInvented(patch: SettingsPatch): SettingsPatch {
  if (!patch.price_mapping) return patch
  const known = Object.entries(patch.price_mapping).filter(([id]) => !INVENTED_IDS.test(id))
  return { ...patch, price_mapping: Object.fromEntries(known) }
}

async function present(c: AppContext, simulated: Simulated, types: Map<string, string>): Promise<Simulation> {
  const { customer, isCreated, changes, runs, webhooks } = simulated
  return {
    object: 'simulation',
    mode: c.var.tenant.mode,
    customer: customer && { ...(await describeCustomer(c, customer)), created: isCreated },
    changes,
    stage: customer?.stage ?? null,
    access: customer?.access ?? null,
    mrr: customer?.mrr ?? [],
    events: simulated.events.map((event) => ({ ...event, type: types.get(event.id) ?? '' })),
    runs: runs.map(({ failing, logOnly, ...one }) => ({ ...one, failing_condition: failing, log_only: logOnly })),
    mails: await simulatedMails(c, simulated.mails),
    webhooks: webhooks.map(({ url, body: posted }) => {
      const members = isJsonObject(posted) ? posted : {}
      return { ...members, url, body: members }
    }),
  }
}
