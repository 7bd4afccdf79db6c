import type { Suppression } from '../../domain/delivery/admit.ts'
import type { Delivery, DeliveryStatus } from '../../domain/delivery/delivery.ts'
import { SETTLED } from '../../domain/delivery/delivery.ts'
import type { ProviderNoted, ProviderTold, ResendAnswer, TestMail } from '../automation-rpc.ts'
import type { Bench } from '../customers/derive.ts'
import { deliver } from './deliver.ts'
import { readDeliveryById, writeDelivery } from './deliveries.ts'
import { deleteDocument, readDocument, writeDocument } from './documents.ts'

/** A new delivery of the same; what was sent is sent again only when that is meant. */
export function resendDelivery(bench: Bench, id: string, isForced: boolean): ResendAnswer {
  const before = readDeliveryById(bench.ws.sql, id)?.delivery
  if (!before) return { ok: false, reason: 'not_found' }
  if (!SETTLED.includes(before.status)) return { ok: false, reason: 'under_way' }
  const wasSent = before.status === 'sent' || before.status === 'delivered'
  if (wasSent && !isForced) return { ok: false, reason: 'was_sent' }
  const { channel, kind, customerId, run, occurrence, template, content, endpoint, type, body } = before
  // An automation's mail goes to where its customer is now; a test never to the customer whose values it shows.
  const to = channel === 'mail' && kind === 'automation' && customerId !== null ? null : before.to
  const same = { channel, kind, customerId, run, occurrence, template, content, endpoint, type, body, to }
  // Words of its own stay in the language they are in; those of a template are chosen anew.
  const inLanguage = content !== null && before.language ? { language: before.language } : {}
  return { ok: true, delivery: deliver(bench, { ...same, ...inLanguage, resendOf: before.id }) }
}

/** A mail of these words to one address, which no automation asked for. */
export function sendTest(bench: Bench, of: TestMail): Delivery {
  return deliver(bench, { channel: 'mail', kind: 'test', ...of })
}

export function suppress({ ws, nowMs }: Bench, of: Omit<Suppression, 'createdAtMs'>): Suppression {
  const before = readDocument<Suppression>(ws.sql, 'suppression', of.email)
  // What keeps all mail away is not undone by what keeps marketing away, and neither forgets the other.
  const isWorse = before !== null && of.reason === 'unsubscribed'
  const hasUnsubscribed = isWorse || before?.reason === 'unsubscribed' || before?.hasUnsubscribed === true
  const suppression = {
    ...(isWorse ? before : of),
    ...(hasUnsubscribed && { hasUnsubscribed }),
    createdAtMs: before?.createdAtMs ?? nowMs,
  }
  return keepSuppression(ws, suppression)
}

function keepSuppression(ws: Bench['ws'], suppression: Suppression): Suppression {
  writeDocument(ws.sql, 'suppression', suppression.email, suppression)
  ws.acts.touchDocument('suppression', suppression.email)
  return suppression
}

/** Takes an address off the list. One that unsubscribed as well stays, without marketing, until that is taken back too. */
export function unsuppress({ ws, nowMs }: Bench, email: string): Suppression | null {
  const suppression = readDocument<Suppression>(ws.sql, 'suppression', email)
  if (!suppression) return null
  if (suppression.hasUnsubscribed && suppression.reason !== 'unsubscribed') {
    keepSuppression(ws, { email, reason: 'unsubscribed', detail: null, createdAtMs: nowMs })
    return suppression
  }
  deleteDocument(ws.sql, 'suppression', email)
  ws.acts.touchDocument('suppression', email)
  return suppression
}

/** The gravest that was told stays, in whichever order it was told. */
const GRAVITY: readonly DeliveryStatus[] = ['sent', 'delivered', 'bounced', 'complained']

/** What the provider says later of a mail that was sent: it arrived, bounced, or somebody called it spam. */
export function noteProvider(bench: Bench, id: string, told: ProviderTold): ProviderNoted {
  const { ws } = bench
  const delivery = readDeliveryById(ws.sql, id)?.delivery
  if (!delivery) return 'ignored'
  if (!SETTLED.includes(delivery.status)) return 'too_early'
  const { status, code, reason } = told
  const isSame = delivery.status === status && delivery.code === code && delivery.reason === reason
  if (!GRAVITY.includes(delivery.status) || isSame) return 'ignored'
  const email = delivery.to?.trim().toLowerCase()
  if (status !== 'delivered' && told.isAddressLost && email) suppress(bench, { email, reason: status, detail: reason })
  if (GRAVITY.indexOf(status) <= GRAVITY.indexOf(delivery.status)) return 'ignored'
  // To nobody: whom it went to was erased, and the provider's words may name them.
  writeDelivery(ws.sql, { ...delivery, status, code, reason: email ? reason : delivery.reason })
  ws.acts.touchDelivery(delivery.number)
  return 'noted'
}
