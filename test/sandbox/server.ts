import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxAccount, StripeSandbox } from './core/sandbox.ts'
import { createSite, DEFAULT_API_KEY, DEFAULT_LIVE_API_KEY } from './core/site/create-site.ts'
import { stripeLimits } from './core/site/limits.ts'
import type { SandboxSite, SiteOptions } from './core/site.ts'
import { Deliverer } from './server/deliverer.ts'
import { answerFlood } from './server/flood-route.ts'
import { serveFetch } from './server/http.ts'
import { keepState, loadState } from './server/state-file.ts'

export { DEFAULT_API_KEY, DEFAULT_LIVE_API_KEY }

export interface StartSandboxOptions {
  /** 0 for any free port. */
  port: number
  /** The loopback address unless said. */
  host?: string
  /** Drawn by lot unless said: ids of an earlier run must not come again. Not used when a saved state goes on. */
  seed?: string | number
  /** Where the sandbox is kept over restarts; with what was saved there it goes on. */
  stateFile?: string
  /** Seconds. With it the clock stands still until it is advanced; without it, it follows real time. */
  now?: number
  account?: Partial<SandboxAccount>
  /** Keys of the primary account in test mode that are let in. */
  apiKeys?: readonly string[]
  liveApiKeys?: readonly string[]
  /** Requests a second that an account may make; Stripe's own limits unless said, null lifts them. */
  requestsPerSecond?: number | null
  /** Real time before each answer of the API. */
  latencyMs?: number
  /** Live mode takes endpoints and redirects without TLS, which Stripe refuses. */
  insecureLive?: boolean
  /** Where OAuth may lead back to; any callback of a Billhook on this machine unless said. */
  redirectUris?: readonly string[]
  /** Seconds of the sandbox clock between the tries of a delivery. */
  retrySeconds?: readonly number[]
  /** Requests to endpoints under way at once. */
  concurrency?: number
  /** How long an endpoint may take to answer. */
  timeoutMs?: number
  onLog?: (line: string) => void
}

export interface RunningSandbox {
  url: string
  port: number
  apiKeys: readonly string[]
  liveApiKeys: readonly string[]
  /** All accounts, keys and OAuth. */
  site: SandboxSite
  /** The primary account in test mode. */
  stripe: StripeSandbox
  /** The same account in live mode. */
  live: StripeSandbox
  /** True when it goes on from a saved state. */
  restored: boolean
  /** Moves the sandbox clock and delivers what comes of it. */
  advance(seconds: number): Promise<void>
  /** Resolves when every delivery that is due has been answered. */
  settled(): Promise<void>
  close(): Promise<void>
}

const TICK_MS = 250

/**
 * Starts a Stripe of our own: its API under `/v1`, OAuth under `/oauth`, its webhooks to whoever registers, its controls
 * under `/_sandbox`.
 */
export async function startSandbox(options: StartSandboxOptions): Promise<RunningSandbox> {
  const siteOptions = siteOptionsOf(options)
  const saved = options.stateFile === undefined ? null : loadState(options.stateFile, siteOptions)
  const site = saved ?? createSite(siteOptions)
  const deliverer = new Deliverer(site.queue, options)
  site.carrier = deliverer
  site.routes.set('POST flood', (context) => answerFlood(deliverer, context))
  const stopClock = options.now === undefined ? keepTime(site) : () => {}
  const server = createServer(serveFetch((request) => site.handle(request), options.onLog))
  await listen(server, options.port, options.host ?? '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const saveLast = options.stateFile === undefined ? null : keepState(options.stateFile, site, options.onLog)
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    port,
    apiKeys: options.apiKeys ?? [DEFAULT_API_KEY],
    liveApiKeys: options.liveApiKeys ?? [DEFAULT_LIVE_API_KEY],
    site,
    stripe: site.primary('test').stripe,
    live: site.primary('live').stripe,
    restored: saved !== null,
    async advance(seconds) {
      site.advance(seconds)
      await deliverer.settled()
    },
    settled: () => deliverer.settled(),
    async close() {
      stopClock()
      saveLast?.()
      deliverer.close()
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function siteOptionsOf(options: StartSandboxOptions): SiteOptions {
  const { seed, now, latencyMs, requestsPerSecond, account, apiKeys, liveApiKeys, retrySeconds, redirectUris } = options
  const limits = (livemode: boolean) =>
    requestsPerSecond === undefined
      ? stripeLimits(livemode)
      : { ...stripeLimits(livemode), requestsPerSecond, endpointRequestsPerSecond: null, searchesPerSecond: null }
  return {
    seed: seed ?? randomUUID(),
    now: now ?? wallClock(),
    insecureLive: options.insecureLive ?? false,
    limits,
    ...(now === undefined ? { wall: wallClock } : {}),
    ...(latencyMs ? { latency: () => sleep(latencyMs) } : {}),
    ...(account ? { account } : {}),
    ...(apiKeys ? { apiKeys } : {}),
    ...(liveApiKeys ? { liveApiKeys } : {}),
    ...(retrySeconds ? { retrySeconds } : {}),
    ...(redirectUris ? { redirectUris } : {}),
  }
}

/** Comes to where real time is, again and again, and delivers what fell due. */
function keepTime(site: SandboxSite): () => void {
  const timer = setInterval(() => {
    site.tick()
    site.carrier.pump()
  }, TICK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function wallClock(): number {
  return Math.floor(Date.now() / 1000)
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      listening()
    })
  })
}
