import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'

z.config({ jitless: true })

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
/** Opaque and printable; the colon is kept for keys of our own. */
const id = z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,255}$/)
const account = z.string().regex(/^acct_[A-Za-z0-9_]{1,255}$/)
const jsonObject = z.custom<JsonObject>(isJsonObject)

/** A snapshot event (https://docs.stripe.com/api/events/object): only what routing and storing need. */
const snapshotEvent = z.looseObject({
  id,
  object: z.literal('event'),
  type: z.string().min(1).max(255),
  created: z.int().nonnegative(),
  livemode: z.boolean(),
  api_version: z.string().max(64).nullish(),
  account: account.nullish(),
  data: z.looseObject({ object: jsonObject }),
})

/** A thin event (https://docs.stripe.com/event-destinations): ISO time, and the object by reference. */
const thinEvent = z.looseObject({
  id,
  object: z.literal('v2.core.event'),
  type: z.string().min(1).max(255),
  created: z.iso.datetime({ offset: true }),
  livemode: z.boolean(),
  context: z.string().max(1024).nullish(),
  related_object: z.looseObject({ id: z.string().min(1).max(255) }).nullish(),
})

/** What routing needs of an event; `body` is the event as sent. */
export interface Envelope {
  id: string
  type: string
  created: number
  livemode: boolean
  apiVersion: string | null
  /** The connected Stripe account, only on Connect endpoints. */
  stripeAccount: string | null
  objectId: string | null
  stripeCustomerId: string | null
  body: JsonObject
}

/** Reads a verified request body. The error is a sentence for the sender's log and quotes nothing of the body. */
export function parseEnvelope(bytes: Uint8Array): Result<Envelope, string> {
  let json: unknown
  try {
    json = JSON.parse(utf8.decode(bytes))
  } catch {
    return fail('The body is not JSON in UTF-8.')
  }
  return isJsonObject(json) ? readEnvelope(json) : fail('The body is not a JSON object.')
}

/** The same for an event that is parsed already, as Stripe's list of events answers it. */
export function readEnvelope(json: JsonObject): Result<Envelope, string> {
  return json.object === 'v2.core.event' ? readThin(json) : readSnapshot(json)
}

function readSnapshot(json: JsonObject): Result<Envelope, string> {
  const parsed = snapshotEvent.safeParse(json)
  if (!parsed.success) return fail(notAnEvent(parsed.error))
  const event = parsed.data
  const object = event.data.object
  return ok({
    id: event.id,
    type: event.type,
    created: event.created,
    livemode: event.livemode,
    apiVersion: event.api_version ?? null,
    stripeAccount: event.account ?? null,
    objectId: shortText(object.id),
    stripeCustomerId: object.object === 'customer' ? shortText(object.id) : customerOf(object),
    body: json,
  })
}

function readThin(json: JsonObject): Result<Envelope, string> {
  const parsed = thinEvent.safeParse(json)
  if (!parsed.success) return fail(notAnEvent(parsed.error))
  const event = parsed.data
  return ok({
    id: event.id,
    type: event.type,
    created: Math.floor(Date.parse(event.created) / 1000),
    livemode: event.livemode,
    apiVersion: null,
    stripeAccount: event.context?.match(/acct_[A-Za-z0-9_]{1,255}$/)?.[0] ?? null,
    objectId: event.related_object?.id ?? null,
    stripeCustomerId: null,
    body: json,
  })
}

function customerOf(object: JsonObject): string | null {
  return shortText(isJsonObject(object.customer) ? object.customer.id : object.customer)
}

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 255 ? value : null
}

function notAnEvent(error: z.ZodError): string {
  const fields = [...new Set(error.issues.map((issue) => issue.path.join('.') || 'event'))].slice(0, 5)
  return `The body is not a Stripe event: check ${fields.join(', ')}.`
}
