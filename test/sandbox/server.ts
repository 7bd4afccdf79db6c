import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StripeApi } from './core/api/stripe-api.ts'
import { parseForm } from './core/form.ts'
import { type SandboxAccount, StripeSandbox } from './core/sandbox.ts'
import { type ClockDriver, followRealTime, standStill, wallClock } from './server/clock-driver.ts'
import { answerControl } from './server/control.ts'
import { Deliverer } from './server/deliverer.ts'
import { BodyTooLargeError, readBody, sendJson } from './server/http.ts'
import { keepState, loadState } from './server/state-file.ts'

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
  livemode?: boolean
  account?: Partial<SandboxAccount>
  /** Keys that are let in. */
  apiKeys?: readonly string[]
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
  stripe: StripeSandbox
  /** True when it goes on from a saved state. */
  restored: boolean
  /** Moves the sandbox clock and delivers what comes of it. */
  advance(seconds: number): Promise<void>
  /** Resolves when every delivery that is due has been answered. */
  settled(): Promise<void>
  close(): Promise<void>
}

export const DEFAULT_API_KEY = 'sk_test_sandbox_0123456789abcdef'

/** Starts a Stripe of our own: its API under `/v1`, its webhooks to whoever registers, its controls under `/_sandbox`. */
export async function startSandbox(options: StartSandboxOptions): Promise<RunningSandbox> {
  const saved = options.stateFile === undefined ? null : loadState(options.stateFile)
  const stripe = saved?.stripe ?? freshSandbox(options)
  const apiKeys = options.apiKeys ?? [DEFAULT_API_KEY]
  const api = new StripeApi(stripe, apiKeys)
  const deliverer = new Deliverer(stripe, options)
  const pump = () => deliverer.pump()
  const clock = options.now === undefined ? followRealTime(stripe, saved?.lead ?? 0, pump) : standStill(stripe, pump)
  const server = createServer((request, response) => {
    respond({ stripe, api, deliverer, clock }, request, response)
      .catch((error: unknown) => refuse(error, response, options.onLog))
      .finally(pump)
  })
  await listen(server, options.port, options.host ?? '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const saveLast =
    options.stateFile === undefined
      ? null
      : keepState(options.stateFile, stripe, { lead: clock.lead, onLog: options.onLog })
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    port,
    apiKeys,
    stripe,
    restored: saved !== null,
    async advance(seconds) {
      clock.advance(seconds)
      await deliverer.settled()
    },
    settled: () => deliverer.settled(),
    async close() {
      clock.stop()
      saveLast?.()
      deliverer.close()
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function freshSandbox({ seed, now, livemode, account }: StartSandboxOptions): StripeSandbox {
  return new StripeSandbox({
    seed: seed ?? randomUUID(),
    now: now ?? wallClock(),
    ...(livemode === undefined ? {} : { livemode }),
    ...(account === undefined ? {} : { account }),
  })
}

interface Parts {
  stripe: StripeSandbox
  api: StripeApi
  deliverer: Deliverer
  clock: ClockDriver
}

async function respond(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const method = request.method ?? 'GET'
  const text = await readBody(request)
  if (url.pathname.startsWith('/_sandbox/')) {
    const input = method === 'GET' ? Object.fromEntries(url.searchParams) : parseInput(text)
    if (!input) sendJson(response, 400, { error: { message: 'The body must be a JSON object.' } })
    else await answerControl(parts, { method, name: url.pathname.slice('/_sandbox/'.length), input }, response)
    return
  }
  const answer = parts.api.answer({
    method,
    path: url.pathname,
    headers: flatHeaders(request),
    query: parseForm(url.search.slice(1)),
    form: parseForm(text),
  })
  sendJson(response, answer.status, answer.body, answer.headers)
}

function refuse(error: unknown, response: ServerResponse, onLog: ((line: string) => void) | undefined): void {
  const message = error instanceof Error ? error.message : String(error)
  const tooLarge = error instanceof BodyTooLargeError
  onLog?.(`request failed: ${message}`)
  if (response.headersSent) response.destroy()
  else sendJson(response, tooLarge ? 413 : 500, { error: { type: 'api_error', message } })
}

function parseInput(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
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
