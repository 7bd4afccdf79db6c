import type { AccountRpc, PageCommit } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { type Bindings, configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { isRunning, type Listed } from '../domain/job.ts'
import type { JobWork, Lane } from '../domain/job-work.ts'
import type { Result } from '../domain/result.ts'
import type { Failure } from '../stripe/failure.ts'
import { commitInParts } from './commit-in-parts.ts'
import { Pace, wait } from './pace.ts'
import { isPassing, PATIENT_MS, type PacedStripe, paceStripe } from './paced-stripe.ts'
import { readEventsPage } from './read-events.ts'
import { type PageSource, readPage } from './read-page.ts'

/** A leg ends after so many pages, or so long, whichever comes first; the next one goes on from what is durable. */
const PAGES_PER_LEG = 100
const LEG_MS = 60_000
/** Pages that may wait in the object's inbox before reading on waits too: a few megabytes. */
const MAX_WAITING = 12
const DECIDING_MS = 100
/** Workers have six connections out at a time; one is left to the object. */
const MAX_PARALLEL = 5

export type Leg =
  /** The job is over, one way or another. */
  | { ended: true; work: JobWork | null }
  /** Go on; after a pause where Stripe is busy or out of reach. */
  | { ended: false; stuck: boolean }
  /** Stripe takes the credential no more. */
  | { ended: true; refused: Extract<Failure, { reason: 'unauthorized' }>; epoch: number }

/** Reads a job's next pages. Safe to stop anywhere and to run twice: each page is durable together with its place. */
export async function runLeg(env: Bindings, tenant: Tenant, jobId: string, driver: number): Promise<Leg> {
  const object = accountStub(env, tenant)
  const work = await object.takeJob(tenant, jobId, driver)
  if (!work) return { ended: true, work }
  const access = await object.stripeAccess(tenant)
  if (!access || access.epoch !== work.epoch) {
    await object.failJob(tenant, jobId, 'Stripe can no longer be read: connect the account again.')
    return { ended: true, work: null }
  }
  const config = configOf(env)
  const pace = new Pace(config.stripeRequestsPerSecond, MAX_PARALLEL)
  const renew = (refusedKey: string) => accountStub(env, tenant).stripeAccess(tenant, refusedKey)
  const stripe = await paceStripe(access, config.stripeApiBase, pace, renew, PATIENT_MS)
  return new Runner(env, tenant, work, stripe, pace).run()
}

class Runner {
  readonly #env: Bindings
  readonly #tenant: Tenant
  readonly #stripe: PacedStripe
  readonly #pace: Pace
  readonly #driver: number
  #work: JobWork
  #pages = 0
  #committed = 0
  #waiting = 0
  #failure: { list: Listed; failure: Failure } | null = null
  /** What a lane threw; the others come to rest before it goes on its way. */
  #thrown: { error: unknown } | null = null

  constructor(env: Bindings, tenant: Tenant, work: JobWork, stripe: PacedStripe, pace: Pace) {
    this.#env = env
    this.#tenant = tenant
    this.#work = work
    this.#driver = work.driver
    this.#stripe = stripe
    this.#pace = pace
  }

  async run(): Promise<Leg> {
    const untilMs = Date.now() + LEG_MS
    const inTime = () => Date.now() < untilMs && isRunning(this.#work.record) && !this.#isReplaced()
    const goesOn = () => inTime() && this.#pages < PAGES_PER_LEG
    while (goesOn() && !this.#failure) {
      if (this.#work.sweep) await this.#sweep()
      else {
        await this.#readLanes(() => goesOn() && this.#waiting <= MAX_WAITING)
        await this.#letItDecide(inTime)
      }
    }
    if (this.#isReplaced()) return { ended: true, work: null }
    if (this.#failure) return this.#give(this.#failure)
    return isRunning(this.#work.record)
      ? { ended: false, stuck: this.#committed === 0 }
      : { ended: true, work: this.#work }
  }

  /** Reads open lanes side by side, each page made durable as soon as it is there, until none is left or the leg is over. */
  async #readLanes(goesOn: () => boolean): Promise<void> {
    const active = new Map<number, Promise<void>>()
    for (;;) {
      const free = this.#work.lanes.filter(({ id, done }) => !done && !active.has(id))
      const room = goesOn() && !this.#failure && !this.#thrown ? this.#pace.parallel - active.size : 0
      for (const lane of free.slice(0, Math.max(room, 0)))
        active.set(
          lane.id,
          this.#page(lane)
            .catch((error: unknown) => {
              this.#thrown ??= { error }
            })
            .finally(() => active.delete(lane.id)),
        )
      if (active.size === 0) break
      await Promise.race(active.values())
    }
    if (this.#thrown) throw this.#thrown.error
  }

  async #page(lane: Lane): Promise<void> {
    const work = { ...this.#work, driver: this.#driver }
    const source: PageSource = { stripe: this.#stripe.another(), mode: this.#tenant.mode, work }
    const page: Result<PageCommit, Failure> =
      lane.list === 'events' ? await readEventsPage(source, lane) : await readPage(source, lane.list, lane)
    this.#pages += 1
    if (!page.ok) {
      this.#failure ??= { list: lane.list, failure: page.error }
      return
    }
    const answer = await commitInParts(this.#object(), this.#tenant, this.#work.epoch, page.value)
    this.#committed += 1
    this.#waiting = answer.waiting
    this.#learn(answer.work)
  }

  /** The object and D1 first work off what they were given; a leg that sees no end of it ends. */
  async #letItDecide(inTime: () => boolean): Promise<void> {
    while (this.#waiting > MAX_WAITING && inTime()) {
      await wait(DECIDING_MS)
      this.#waiting = (await this.#object().poke(this.#tenant)).waitingPages
    }
  }

  /** Somebody else goes on with the job. */
  #isReplaced(): boolean {
    return this.#work.driver > this.#driver
  }

  /** Answers may overtake one another; the object's newest word counts. */
  #learn(work: JobWork | null): void {
    if (!work) throw new Error('The job is not known any more.')
    const isNewer = work.record.pages >= this.#work.record.pages || work.driver > this.#work.driver
    if (!isRunning(work.record) || isNewer) this.#work = work
  }

  /** The object first decides what it was given; until then there is nothing to look through. */
  async #sweep(): Promise<void> {
    const before = JSON.stringify(this.#work.sweep)
    this.#learn(await this.#object().sweepJob(this.#tenant, this.#work.record.id))
    if (JSON.stringify(this.#work.sweep) === before) await wait(DECIDING_MS)
  }

  async #give({ list, failure }: { list: Listed; failure: Failure }): Promise<Leg> {
    const { epoch, record } = this.#work
    if (failure.reason === 'unauthorized') return { ended: true, refused: failure, epoch }
    if (isPassing(failure)) {
      await this.#object().pauseJob(this.#tenant, record.id)
      return { ended: false, stuck: this.#committed === 0 }
    }
    await this.#object().failJob(this.#tenant, record.id, `Stripe refused to list ${list}: ${failure.message}`)
    return { ended: true, work: await this.#object().jobWork(this.#tenant, record.id) }
  }

  /** A stub that threw may be broken, so each call takes a fresh one. */
  #object(): AccountRpc {
    return accountStub(this.#env, this.#tenant)
  }
}
