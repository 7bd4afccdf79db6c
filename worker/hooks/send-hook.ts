import { retryAfterSeconds } from '../domain/retry-after.ts'
import { guardUrl, type UrlGuard, type UrlRefusal } from './guard-url.ts'
import { readAnswer } from './read-answer.ts'
import { signHook } from './sign.ts'

/** One delivery to one endpoint. */
export interface OutgoingHook {
  url: string
  /** Stays over all attempts. */
  id: string
  /** As buildHook made it. */
  body: string
  /** Newest first; two while the secret is rotated. */
  secrets: readonly string[]
}

export type HookCode =
  | UrlRefusal
  /** The answer was no 2xx; a redirect is not followed. */
  | 'status'
  /** 429, 502 or 504: the endpoint has too much to do, so less should come. */
  | 'slow_down'
  /** 410: the endpoint is given up for good. */
  | 'gone'
  /** `webhook-delivery: abort-message`: this message is not wanted again. */
  | 'aborted'
  | 'timeout'
  /** No answer: DNS, TLS, or a connection that was refused or lost. */
  | 'network'

export interface HookAttempt {
  /** `failed`: nothing was asked, and trying again changes nothing. Everything else that is not 2xx is tried again. */
  outcome: 'delivered' | 'retry' | 'failed' | 'gone' | 'aborted'
  /** Null where no answer came. */
  status: number | null
  durationMs: number
  /** The first 1,000 characters. */
  answer: string
  /** What Retry-After asks for, uncapped. */
  retryAfterSeconds: number | null
  /** Null when delivered. */
  code: HookCode | null
}

export interface HookDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since 1970, of the real clock: consumers hold the timestamp against theirs. */
  nowMs: () => number
  guard: UrlGuard
  timeoutMs?: number
}

/** Svix' own; Standard Webhooks asks for 15 to 30 seconds. */
const TIMEOUT_MS = 15_000

/** One attempt, by Standard Webhooks 1.0. Never throws for what a network or an endpoint can do. */
export async function sendHook(hook: OutgoingHook, deps: HookDeps): Promise<HookAttempt> {
  const { fetch, nowMs } = deps
  const startedAtMs = nowMs()
  const none = { status: null, answer: '', retryAfterSeconds: null }
  const url = guardUrl(hook.url, deps.guard)
  if (!url.ok) return { ...none, outcome: 'failed', code: url.error, durationMs: 0 }
  const timestamp = Math.floor(startedAtMs / 1000)
  const signed = await signHook({ id: hook.id, timestamp, body: hook.body }, hook.secrets)
  const signal = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS)
  try {
    const response = await fetch(url.value.href, {
      method: 'POST',
      headers: { ...signed, 'content-type': 'application/json', 'user-agent': 'Billhook-Webhooks/1.0' },
      body: hook.body,
      // Where a redirect points has passed no guard.
      redirect: 'manual',
      signal,
    })
    const answer = await readAnswer(response.body, signal)
    const durationMs = nowMs() - startedAtMs
    return { ...resultOf(response, nowMs()), status: response.status, durationMs, answer }
  } catch {
    const code = signal.aborted ? 'timeout' : 'network'
    return { ...none, outcome: 'retry', code, durationMs: nowMs() - startedAtMs }
  }
}

type Judgement = Pick<HookAttempt, 'outcome' | 'code' | 'retryAfterSeconds'>

function resultOf({ ok, status, headers }: Response, nowMs: number): Judgement {
  if (ok) return { outcome: 'delivered', code: null, retryAfterSeconds: null }
  if (status === 410) return { outcome: 'gone', code: 'gone', retryAfterSeconds: null }
  if (headers.get('webhook-delivery')?.trim() === 'abort-message')
    return { outcome: 'aborted', code: 'aborted', retryAfterSeconds: null }
  const code = status === 429 || status === 502 || status === 504 ? 'slow_down' : 'status'
  return { outcome: 'retry', code, retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), nowMs) }
}
