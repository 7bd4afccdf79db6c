import { type Delivery, type DeliveryQueue, signedRequest } from '../core/delivery.ts'
import type { Carrier, DeliveryCounts } from '../core/site/carrier.ts'

export interface DelivererOptions {
  /** How many requests are under way at once; several are what puts real events out of order. */
  concurrency?: number
  timeoutMs?: number
  onLog?: (line: string) => void
}

const CONCURRENCY = 8
const TIMEOUT_MS = 30_000

/** Posts what the queue holds; the sandbox clock decides about retries, real time about timeouts. */
export class Deliverer implements Carrier {
  private readonly queue: DeliveryQueue
  private readonly options: DelivererOptions
  private readonly abort = new AbortController()
  private readonly idle = new Set<() => void>()
  private active = 0
  private delivered = 0
  private failed = 0
  private givenUp = 0

  constructor(queue: DeliveryQueue, options: DelivererOptions = {}) {
    this.queue = queue
    this.options = options
  }

  counts(): DeliveryCounts {
    return {
      open: this.queue.size + this.active,
      delivered: this.delivered,
      failed: this.failed,
      givenUp: this.givenUp,
    }
  }

  /** Sends what is due, as far as there is room. */
  pump(): void {
    const room = this.options.concurrency ?? CONCURRENCY
    while (this.active < room && !this.abort.signal.aborted) {
      const delivery = this.queue.take()
      if (!delivery) break
      this.carry(delivery)
        .catch((error: unknown) => this.options.onLog?.(`delivery of ${delivery.event.id} broke: ${error}`))
        .finally(() => this.pump())
    }
    if (this.active === 0) {
      for (const wake of this.idle) wake()
      this.idle.clear()
    }
  }

  /** Resolves when nothing is due and nothing under way; deliveries that wait for a later try do not count. */
  async settled(): Promise<void> {
    this.pump()
    if (this.active > 0) await new Promise<void>((wake) => this.idle.add(wake))
  }

  /** One attempt; answers the status, or null when there was no answer. A failure is queued for another try. */
  async carry(delivery: Delivery): Promise<number | null> {
    this.active += 1
    const startedAt = performance.now()
    try {
      const request = await signedRequest(delivery, Math.floor(Date.now() / 1000))
      if (!request) return null
      const outcome = await this.post(request)
      this.count(delivery, outcome.status)
      const shown = `${delivery.event.type} ${delivery.event.id} → ${request.url}`
      const took = Math.round(performance.now() - startedAt)
      this.options.onLog?.(`${shown} ${outcome.status ?? outcome.problem} ${took} ms, try ${delivery.attempt}`)
      return outcome.status
    } finally {
      this.active -= 1
    }
  }

  close(): void {
    this.abort.abort()
  }

  private async post(request: { url: string; headers: Record<string, string>; body: string }) {
    const timeout = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS)
    try {
      const response = await fetch(request.url, {
        method: 'POST',
        headers: request.headers,
        body: request.body,
        redirect: 'manual',
        signal: AbortSignal.any([timeout, this.abort.signal]),
      })
      await response.arrayBuffer()
      return { status: response.status, problem: null }
    } catch (error) {
      return { status: null, problem: problemOf(error) }
    }
  }

  private count(delivery: Delivery, status: number | null): void {
    if (this.abort.signal.aborted) return
    const result = this.queue.settle(delivery, status)
    if (result === 'delivered') this.delivered += 1
    else this.failed += 1
    if (result === 'given_up') this.givenUp += 1
  }
}

/** `timed out`, `ECONNREFUSED`, or what else kept the answer away. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return 'timed out'
  const cause = error.cause as { code?: string } | undefined
  return cause?.code ?? error.message
}
