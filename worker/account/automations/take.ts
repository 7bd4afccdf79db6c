import type { StoredCustomer } from '../../domain/customer.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import { type Admission, admitMail, type Suppression } from '../../domain/delivery/admit.ts'
import { type Delivery, type DeliveryStatus, SETTLED } from '../../domain/delivery/delivery.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import type { TakenDelivery } from '../../domain/delivery/taken.ts'
import { normalEmail } from '../../domain/identity.ts'
import type { Tenant } from '../../domain/ids.ts'
import { type Template, type TemplateVersion, versionId } from '../../domain/template.ts'
import type { Transport } from '../automation-rpc.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import { type DeliveryRow, readDeliveryById, writeDelivery } from './deliveries.ts'
import { readDocument } from './documents.ts'
import { stripeEvent } from './facts.ts'
import { leftUnknown, settle } from './settle.ts'

/**
 * What a consumer needs to send this, as things are now; null where there is nothing to do: it is settled, not yet due,
 * or unknown. A mail that would be sent twice if we asked twice is marked before it leaves.
 */
export function takeDelivery(bench: Bench, tenant: Tenant, id: string, transport: Transport): TakenDelivery | null {
  const { ws, nowMs } = bench
  const row = readDeliveryById(ws.sql, id)
  if (!row) return null
  const { delivery } = row
  if (delivery.status === 'sending') {
    leftUnknown(bench, delivery)
    return null
  }
  if (delivery.status !== 'queued' || (delivery.nextAttemptAtMs ?? 0) > nowMs) return null
  return delivery.channel === 'webhook' ? takeWebhook(bench, delivery) : takeMail(bench, tenant, row, transport)
}

function takeWebhook(bench: Bench, delivery: Delivery): TakenDelivery | null {
  const endpoint = readDocument<Endpoint>(bench.ws.sql, 'endpoint', delivery.endpoint ?? '')
  if (delivery.body === null) {
    settle(bench, delivery, { status: 'canceled', code: 'customer_gone', reason: 'What it said was erased.' })
    return null
  }
  const isOff = endpoint?.status !== 'enabled' && delivery.kind !== 'test'
  if (!endpoint || isOff) {
    const [code, reason] = endpoint
      ? (['endpoint_disabled', 'The endpoint is disabled; recover sends it once it is enabled.'] as const)
      : (['endpoint_gone', 'The endpoint was deleted.'] as const)
    settle(bench, delivery, { status: endpoint ? 'skipped' : 'canceled', code, reason })
    return null
  }
  const { slowUntilMs = 0 } = endpoint
  if (slowUntilMs > bench.nowMs && delivery.kind !== 'test') {
    const reason = 'The endpoint asked for less at once.'
    writeDelivery(bench.ws.sql, { ...delivery, code: 'slow_down', reason, nextAttemptAtMs: slowUntilMs })
    bench.ws.acts.touchDelivery(delivery.number)
    return null
  }
  const secrets = endpoint.secrets.filter(({ untilMs }) => untilMs === null || untilMs > bench.nowMs)
  return { channel: 'webhook', delivery, url: endpoint.url, secrets: secrets.map(({ sealed }) => sealed) }
}

function takeMail(bench: Bench, tenant: Tenant, row: DeliveryRow, transport: Transport): TakenDelivery | null {
  const { delivery, message } = row
  const { ws, rules, nowMs } = bench
  const { sql } = ws
  const end = (status: DeliveryStatus, code: string, reason: string): null => {
    settle(bench, delivery, { status, code, reason })
    return null
  }
  const record = delivery.customerId === null ? null : living(bench, delivery.customerId)
  if (delivery.customerId !== null && (!record?.state || record.erased))
    return end('canceled', 'customer_gone', 'The customer is gone.')
  if (!transport) return end('failed', 'no_transport', 'No way to send mail is set up: see MAIL_TRANSPORT.')
  const { id = '', version = 0 } = delivery.template ?? {}
  const published = readDocument<TemplateVersion>(sql, 'template_version', versionId(id, version))
  if (delivery.template && !published && !delivery.content)
    return end('failed', 'no_template', 'The template was deleted.')
  // A test is of a draft, which has no version yet.
  const { category, required } = published ?? readDocument<Template>(sql, 'template', id) ?? UNKNOWN
  const to = delivery.to ?? record?.state?.email ?? null
  const admission = admitMail({
    ...{ delivery, to, mode: tenant.mode, settings: rules.settings.mail, nowMs },
    category,
    suppression: to === null ? null : readDocument<Suppression>(sql, 'suppression', normalEmail(to) ?? ''),
    lastMarketingMs: record?.lastMarketingMs ?? null,
    marketingUnderWayMs: marketingUnderWayMs(bench, record, delivery),
    isReal: transport.name !== 'outbox',
  })
  if (!isSendable(bench, delivery, admission) || to === null) return null
  if (record && admission.may === 'send' && published?.category === 'marketing' && delivery.kind === 'automation')
    ws.putCustomer({ ...record, marketingGivenOut: delivery.id }, true)
  if (!transport.isIdempotent && admission.may === 'send') {
    writeDelivery(sql, { ...delivery, status: 'sending' })
    ws.acts.touchDelivery(delivery.number)
  }
  return {
    ...{ channel: 'mail', delivery, to, mode: tenant.mode, nowMs, mail: rules.settings.mail },
    held: admission.may === 'hold' ? { code: admission.code, reason: admission.reason } : null,
    customer: (record?.state ?? null) as StoredCustomer | null,
    event: delivery.occurrence?.event ? stripeEvent(sql, delivery.occurrence.event) : null,
    content: delivery.content ?? published?.content ?? null,
    message,
    required,
    category,
    parts: partsOf(sql),
  }
}

const LOOK_AGAIN_MS = 30_000

/** Null where no other marketing mail of the customer was given out, or that one is settled. */
function marketingUnderWayMs({ ws, nowMs }: Bench, record: CustomerRecord | null, { id }: Delivery): number | null {
  const other = record?.marketingGivenOut
  const delivery = other === undefined || other === id ? null : readDeliveryById(ws.sql, other)?.delivery
  if (!delivery || SETTLED.includes(delivery.status)) return null
  return Math.max(delivery.nextAttemptAtMs ?? 0, nowMs) + LOOK_AGAIN_MS
}

/** Of words that stand in no template, or in one that was deleted. */
const UNKNOWN: Pick<Template, 'category' | 'required'> = { category: 'transactional', required: [] }

/** Layouts and snippets, as published; mails, which may be many words in many languages, are not read for that. */
function partsOf(sql: SqlStorage): Record<string, string> {
  const rows = sql.exec<{ id: string; html: string }>(
    `SELECT t.id, v.body ->> '$.content.html' AS html
     FROM documents t
     JOIN documents v ON v.kind = 'template_version' AND v.gone = 0 AND v.id = t.id || ' ' || (t.body ->> 'publishedVersion')
     WHERE t.kind = 'template' AND t.gone = 0 AND t.body ->> 'kind' <> 'mail'`,
  )
  return Object.fromEntries(rows.toArray().map(({ id, html }) => [id, html]))
}

/** False: it was ended, or waits. */
function isSendable(bench: Bench, delivery: Delivery, admission: Admission): boolean {
  const { ws } = bench
  if (admission.may === 'wait') {
    const { untilMs, code, reason } = admission
    writeDelivery(ws.sql, { ...delivery, code, reason, nextAttemptAtMs: untilMs })
    ws.acts.touchDelivery(delivery.number)
  }
  if (admission.may === 'end') settle(bench, delivery, admission)
  return admission.may === 'send' || admission.may === 'hold'
}
