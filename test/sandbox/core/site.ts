import { advanceTo } from './advance.ts'
import { answerControl, type ControlRoute } from './control/control.ts'
import { DeliveryQueue, type Recipient } from './delivery.ts'
import { OAuth } from './oauth/oauth.ts'
import { answerKeyPages } from './pages/keys-door.ts'
import { errorPage } from './pages/page.ts'
import { createRandom, type Random, type RandomState } from './random.ts'
import type { SandboxAccount, StripeSandbox } from './sandbox.ts'
import { answerApi } from './site/api-door.ts'
import { Branch } from './site/branch.ts'
import { type Carrier, passiveCarrier } from './site/carrier.ts'
import { readIncoming, TooLargeError } from './site/incoming.ts'
import { KeyRing, MODES, type Mode } from './site/keys.ts'
import { Limiter, type Limits, NO_LIMITS } from './site/limits.ts'
import { StripeProblem } from './stripe-problem.ts'

export interface SiteOptions {
  /** Same seed and same requests, same answers. */
  seed: string | number
  /** Seconds at which the clock begins. */
  now: number
  /** Seconds of a clock to keep up with; without it, the sandbox's stands still until it is advanced. */
  wall?: () => number
  /** Seconds that it is ahead of `wall` at first. */
  lead?: number
  /** What the primary account is, in both of its modes. */
  account?: Partial<SandboxAccount>
  /** Keys of the primary account that may do everything. */
  apiKeys?: readonly string[]
  liveApiKeys?: readonly string[]
  /** None unless said. */
  limits?: (livemode: boolean) => Limits
  /** For the limits: they are those of real time. */
  nowMs?: () => number
  retrySeconds?: readonly number[]
  /** Waits before each answer of the API, in ms of real time. */
  latency?: () => Promise<void>
  /** Live mode takes endpoints and redirects without TLS, which Stripe refuses. */
  insecureLive?: boolean
  /** Where OAuth may lead back to; any callback of a Billhook on this machine or at billhook.test unless said. */
  redirectUris?: readonly string[]
}

/**
 * Stripe as the outside sees it: several accounts in test and live mode behind one origin, with the API, OAuth and the
 * sandbox's own controls. It sends nothing by itself: deliveries wait until the carrier takes them.
 */
export class SandboxSite {
  readonly options: SiteOptions
  readonly keys = new KeyRing()
  readonly random: Random
  readonly queue: DeliveryQueue
  readonly oauth: OAuth
  /** Controls besides the usual ones: `POST name` → answer. */
  readonly routes = new Map<string, ControlRoute>()
  carrier: Carrier
  /** Seconds ahead of the wall clock. */
  lead: number
  private readonly accounts = new Map<string, Record<Mode, Branch>>()
  private readonly limiters = new Map<Branch, Limiter>()
  private primaryId = ''

  /** With a state of chance it goes on from there. */
  constructor(options: SiteOptions, chance?: RandomState) {
    this.options = options
    this.lead = options.lead ?? 0
    this.random = createRandom(chance ?? `${options.seed} site`)
    this.queue = new DeliveryQueue((origin) => this.recipientsOf(origin), options.retrySeconds)
    this.carrier = passiveCarrier(this.queue)
    this.oauth = new OAuth(this)
  }

  /** The account that there always is, in test mode unless said. */
  primary(mode: Mode = 'test'): Branch {
    return this.need(this.primaryId, mode)
  }

  accountIds(): string[] {
    return [...this.accounts.keys()]
  }

  /** An account in one of its modes. */
  branch(account: string, mode: Mode): Branch | undefined {
    return this.accounts.get(account)?.[mode]
  }

  need(account: string, mode: Mode): Branch {
    const branch = this.branch(account, mode)
    if (!branch) throw new Error(`The sandbox has no account ${account}.`)
    return branch
  }

  branches(): Branch[] {
    return [...this.accounts.values()].flatMap((modes) => MODES.map((mode) => modes[mode]))
  }

  /** Takes in an account by its two modes; the first one is the primary. */
  admit(test: StripeSandbox, live: StripeSandbox): void {
    const { id } = test.account
    if (this.primaryId === '') this.primaryId = id
    const twins: Record<Mode, StripeSandbox> = { test, live }
    const make = (mode: Mode, other: Mode) => new Branch(twins[mode], this.queue, () => twins[other])
    this.accounts.set(id, { test: make('test', 'live'), live: make('live', 'test') })
  }

  limiterOf(branch: Branch): Limiter {
    const known = this.limiters.get(branch)
    if (known) return known
    const { limits, nowMs } = this.options
    const limiter = new Limiter(limits?.(branch.stripe.livemode) ?? NO_LIMITS, nowMs ?? Date.now)
    this.limiters.set(branch, limiter)
    return limiter
  }

  /** Seconds of the sandbox clock, which all accounts share. */
  now(): number {
    return this.primary().stripe.now()
  }

  /** Moves the clock of all accounts; everything that falls due on the way happens at its own second. */
  advance(seconds: number): void {
    const { wall } = this.options
    if (wall) this.lead = Math.max(this.lead, this.now() - wall()) + seconds
    this.advanceTo(wall ? wall() + this.lead : this.now() + seconds)
  }

  advanceTo(time: number): void {
    for (const { stripe } of this.branches()) advanceTo(stripe, time)
  }

  /** Comes to where the wall clock is. */
  tick(): void {
    if (this.options.wall) this.advanceTo(this.options.wall() + this.lead)
  }

  /** Answers any request; what a caller got wrong is an answer too. */
  async handle(request: Request): Promise<Response> {
    this.tick()
    try {
      const incoming = await readIncoming(request)
      if (incoming.path.startsWith('/_sandbox/')) return await answerControl(this, incoming)
      return (await this.oauth.answer(incoming)) ?? answerKeyPages(this, incoming) ?? (await answerApi(this, incoming))
    } catch (error) {
      if (error instanceof StripeProblem) return errorPage(error.status, error.message)
      if (!(error instanceof TooLargeError)) throw error
      return Response.json({ error: { type: 'invalid_request_error', message: error.message } }, { status: 413 })
    } finally {
      this.carrier.pump()
    }
  }

  /** Its own endpoints, then those of the platforms it is connected to: a live one is told of test mode too. */
  recipientsOf(origin: StripeSandbox): Recipient[] {
    const endpointsOf = (owner: StripeSandbox, connect: boolean) =>
      [...owner.endpoints.oldestFirst()]
        .filter((endpoint) => endpoint.connect === connect)
        .map((endpoint) => ({ owner, endpoint }))
    const platforms = this.oauth.platformsOf(origin.account.id, origin.livemode ? 'live' : 'test')
    return [...endpointsOf(origin, false), ...platforms.flatMap(({ stripe }) => endpointsOf(stripe, true))]
  }
}
