import type { Branch } from '../site/branch.ts'
import type { Incoming } from '../site/incoming.ts'
import { MODES } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import { StripeProblem } from '../stripe-problem.ts'
import { UnknownTriggerError } from '../triggers.ts'
import { ACCOUNT_ROUTES } from './accounts.ts'
import { EVENT_ROUTES } from './events.ts'
import { type Input, readChoice, readText } from './input.ts'
import { OAUTH_ROUTES } from './oauth.ts'

export interface ControlContext {
  site: SandboxSite
  /** The account and mode that the request is about: the primary one in test mode unless it says so. */
  branch: Branch
  input: Input
}

/** A Response is passed on as it is; anything else is answered as JSON. */
export type ControlRoute = (context: ControlContext) => object | Promise<object>

const ROUTES: Record<string, ControlRoute> = { ...EVENT_ROUTES, ...ACCOUNT_ROUTES, ...OAUTH_ROUTES }

/**
 * What the command line, scripts and tests ask of a sandbox: `METHOD /_sandbox/<name>`, JSON in and out. Everything a
 * caller got wrong is a 4xx with `{error: {message}}`.
 */
export async function answerControl(site: SandboxSite, incoming: Incoming): Promise<Response> {
  const name = incoming.path.slice('/_sandbox/'.length)
  try {
    const input = incoming.method === 'GET' ? Object.fromEntries(incoming.url.searchParams) : parseInput(incoming.text)
    const route = ROUTES[`${incoming.method} ${name}`] ?? site.routes.get(`${incoming.method} ${name}`)
    if (!route) throw new StripeProblem(404, `The sandbox has no ${incoming.method} /_sandbox/${name}.`)
    const answer = await route({ site, branch: branchOf(site, input), input })
    return answer instanceof Response ? answer : Response.json(answer)
  } catch (error) {
    const status = error instanceof StripeProblem ? error.status : error instanceof UnknownTriggerError ? 422 : null
    if (status === null) throw error
    return Response.json({ error: { message: (error as Error).message } }, { status })
  }
}

function branchOf(site: SandboxSite, input: Input): Branch {
  const mode = readChoice(input, 'mode', MODES) ?? 'test'
  const account = readText(input, 'account')
  if (account === undefined) return site.primary(mode)
  const branch = site.branch(account, mode)
  if (!branch) throw new StripeProblem(404, `The sandbox has no account ${account}.`)
  return branch
}

function parseInput(text: string): Input {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input
  } catch {
    // Told below, as for any other body that is none.
  }
  throw new StripeProblem(400, 'The body must be a JSON object.')
}
