import type { LiveMessage } from './api-types.ts'
import { reconnectDelayMs } from './backoff.ts'

/** `retryAtMs` is when the next try begins, null while one is under way. */
export type LiveState = { status: 'connecting' } | { status: 'open' } | { status: 'down'; retryAtMs: number | null }

export interface LiveSocketOptions {
  url: string
  onMessage(message: LiveMessage): void
  onState(state: LiveState): void
}

export interface LiveSocket {
  /** Tries again at once. */
  retry(): void
  close(): void
}

/** The server asks the page to sign in to the stream again; nothing is wrong. */
const RENEW = 4000

/** A WebSocket that comes back by itself. `down` is reported from the first failure until it is open again. */
export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false

  function connect() {
    clearTimeout(timer)
    options.onState(failures === 0 ? { status: 'connecting' } : { status: 'down', retryAtMs: null })
    const next = new WebSocket(options.url)
    socket = next
    next.onopen = () => {
      failures = 0
      options.onState({ status: 'open' })
    }
    next.onmessage = ({ data }) => {
      const message = parseLiveMessage(data)
      if (message) options.onMessage(message)
    }
    next.onclose = ({ code }) => {
      if (closed || socket !== next) return
      if (code === RENEW) connect()
      else waitToReconnect()
    }
  }

  function waitToReconnect() {
    socket = null
    const delayMs = reconnectDelayMs(failures, Math.random())
    failures += 1
    timer = setTimeout(connect, delayMs)
    options.onState({ status: 'down', retryAtMs: Date.now() + delayMs })
  }

  function retry() {
    if (closed || socket) return
    connect()
  }

  function hurry() {
    if (!document.hidden) retry()
  }

  connect()
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return {
    retry,
    close() {
      closed = true
      clearTimeout(timer)
      socket?.close()
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
    },
  }
}

/** By name, so that none is left out. */
const KNOWN: Record<LiveMessage['type'], true> = {
  ...{ hello: true, events: true, customers: true, runs: true },
  ...{ catalog: true, connection: true, notices: true, job: true },
}
const TYPES: ReadonlySet<unknown> = new Set(Object.keys(KNOWN))

/** Null for what this version does not know, so that an old tab survives a newer server. */
export function parseLiveMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null
  try {
    const message: unknown = JSON.parse(data)
    const type = message !== null && typeof message === 'object' && 'type' in message ? message.type : null
    return TYPES.has(type) ? (message as LiveMessage) : null
  } catch {
    return null
  }
}
