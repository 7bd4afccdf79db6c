import { endpointContext } from '../account/endpoint-context.ts'
import { open } from '../auth/sealed.ts'
import { type Bindings, configOf } from '../config.ts'
import type { DeliveryReport, TakenDelivery } from '../domain/delivery/taken.ts'
import type { Tenant } from '../domain/ids.ts'
import { hookGuard } from '../hooks/hook-guard.ts'
import { type HookAttempt, sendHook } from '../hooks/send-hook.ts'

type Taken = Extract<TakenDelivery, { channel: 'webhook' }>

/** Signs one webhook with the endpoint's secrets and posts it once. */
export async function sendWebhook(env: Bindings, tenant: Tenant, taken: Taken): Promise<DeliveryReport> {
  const config = configOf(env)
  const secrets: string[] = []
  for (const sealed of taken.secrets) secrets.push(await open(config.encryptionKeys, sealed, endpointContext(tenant)))
  const attempt = await sendHook(
    { url: taken.url, id: taken.delivery.id, body: taken.delivery.body ?? '', secrets },
    { fetch: (url, init) => fetch(url, init), nowMs: () => Date.now(), guard: hookGuard(config) },
  )
  return reportOf(taken, attempt)
}

const OUTCOMES = { delivered: 'sent', retry: 'retry', failed: 'failed', gone: 'gone', aborted: 'canceled' } as const

function reportOf({ delivery }: Taken, attempt: HookAttempt): DeliveryReport {
  const { status, durationMs, answer, code } = attempt
  const outcome = OUTCOMES[attempt.outcome]
  const told = status === null ? (WORDS[code ?? ''] ?? `It was not asked: ${code}.`) : `It answered ${status}.`
  return {
    ...{ id: delivery.id, outcome, code, reason: outcome === 'sent' ? null : told },
    attempt: {
      outcome: outcome === 'sent' || outcome === 'retry' ? outcome : 'failed',
      ...{ code, detail: answer || told, status, durationMs },
    },
    ...{
      afterSeconds: attempt.retryAfterSeconds,
      transport: null,
      providerId: null,
      message: null,
      isMarketing: false,
    },
  }
}

const WORDS: Record<string, string> = {
  timeout: 'It did not answer within 15 seconds.',
  network: 'No connection to it came about.',
}
