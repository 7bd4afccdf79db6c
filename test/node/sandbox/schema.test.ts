import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { StripeApi } from '../../sandbox/core/api/stripe-api.ts'
import { createEndpoint } from '../../sandbox/core/endpoints.ts'
import { makeEventHistory } from '../../sandbox/core/event-stream.ts'
import { isSentTo, RENDERED_VERSIONS, renderEvent } from '../../sandbox/core/render.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { TRIGGER_NAMES, trigger } from '../../sandbox/core/triggers.ts'
import { findStripeData, loadSchemas, type StripeSchemas } from './stripe-data.ts'

const NOW = 1_795_200_000
const SCHEMA_OF: Record<string, string> = {
  application: 'Application',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  coupon: 'Coupon',
  customer: 'Customer',
  dispute: 'Dispute',
  'entitlements.active_entitlement_summary': 'Entitlements.ActiveEntitlementSummary',
  invoice: 'Invoice',
  invoice_payment: 'InvoicePayment',
  payment_intent: 'PaymentIntent',
  plan: 'Plan',
  price: 'Price',
  product: 'Product',
  refund: 'Refund',
  subscription: 'Subscription',
}
/** Objects that the schemas leave out; Stripe's own types have checked them at compile time. */
const WITHOUT_SCHEMA = ['invoiceitem', 'payment_method']
/** What Stripe really sends, against its own types: see the facts each comment names. */
const KNOWN_EXCEPTIONS: readonly { version?: string; type?: string; problem: RegExp }[] = [
  // invoice.upcoming tells of an invoice that does not exist yet.
  { type: 'invoice.upcoming', problem: /^ must have required property 'id'/ },
  // A charge's refunds are not included since 2022-11-15, although that version's types still promise them.
  { version: '2022-11-15', problem: /^ must have required property 'refunds'/ },
]

describe('the search for Stripe’s schemas', () => {
  it('finds them beside the checkout or where STRIPE_DATA_DIR says, and nowhere else', () => {
    const root = mkdtempSync(join(tmpdir(), 'stripe-data-'))
    const data = join(root, 'anything', 'stripe-data')
    mkdirSync(data, { recursive: true })
    expect(findStripeData(join(root, 'checkout'), '')).toBeNull()
    writeFileSync(join(data, 'openapi-reduced.x.json'), '{}')
    expect(findStripeData(join(root, 'checkout'), '')).toBe(data)
    expect(findStripeData(join(root, 'checkout'), join(root, 'elsewhere'))).toBeNull()
    expect(findStripeData('/', data)).toBe(data)
  })
})

const folder = findStripeData()
if (folder) checkAgainst(folder)
else
  console.info('The sandbox is not checked against Stripe’s schemas: STRIPE_DATA_DIR names none, and none lie beside.')

function checkAgainst(dataFolder: string): void {
  describe.each(RENDERED_VERSIONS)('what the sandbox sends at %s', (version) => {
    const schemas = loadSchemas(dataFolder, version)

    it('is valid for every trigger', () => {
      const problems = TRIGGER_NAMES.flatMap((name) => {
        const stripe = new StripeSandbox({ seed: name, now: NOW })
        return eventProblems(schemas, version, stripe, trigger(stripe, name))
      })
      expect([...new Set(problems)]).toEqual([])
    })

    it('is valid for whole lives of customers', () => {
      const { events, stripe } = makeEventHistory({ seed: 'schema', customers: 40, events: 3_000, now: NOW })
      expect([...new Set(eventProblems(schemas, version, stripe, events))]).toEqual([])
    })
  })

  describe('what the sandbox answers', () => {
    const version = RENDERED_VERSIONS[0]
    const schemas = loadSchemas(dataFolder, version)
    const stripe = new StripeSandbox({ seed: 'answers', now: NOW })
    seedDemo(stripe)
    createEndpoint(stripe, { url: 'https://example.com/webhooks', enabledEvents: ['*'] })
    const api = new StripeApi(stripe, ['sk_test_schema'])
    const get = (path: string, query = {}) => {
      const headers = { authorization: 'Bearer sk_test_schema' }
      return api.answer({ method: 'GET', path, headers, query, form: {} })
    }

    it.each([
      'products',
      'prices',
      'customers',
      'subscriptions',
      'invoices',
      'invoice_payments',
      'charges',
      'refunds',
      'disputes',
      'payment_intents',
      'webhook_endpoints',
    ])('is valid for the list of %s and for each of them', (name) => {
      const { body } = get(`/v1/${name}`, { limit: '50' })
      expect(schemas.answerProblems(`/v1/${name}`, 'get', body)).toEqual([])
      const { data } = body as { data: { id: string }[] }
      expect(data.length).toBeGreaterThan(0)
      for (const { id } of data) {
        expect(schemas.answerProblems(`/v1/${name}/{id}`, 'get', get(`/v1/${name}/${id}`).body)).toEqual([])
      }
    })

    it('is valid for refusals', () => {
      expect(schemas.problems('error', get('/v1/customers/cus_unknown').body)).toEqual([])
    })
  })
}

function eventProblems(
  schemas: StripeSchemas,
  version: string,
  stripe: StripeSandbox,
  events: readonly Stripe.Event[],
): string[] {
  return events
    .filter((event) => isSentTo(version, event.type))
    .flatMap((event) => {
      const rendered = renderEvent(stripe, event, version)
      const object = rendered.data.object as unknown as { object: string }
      const schema = SCHEMA_OF[object.object]
      if (!schema) return WITHOUT_SCHEMA.includes(object.object) ? [] : [`no schema is named for ${object.object}`]
      if (!schemas.has(schema)) return []
      return schemas
        .problems(schema, object)
        .filter((problem) => !isKnown(version, event.type, problem))
        .map((problem) => `${event.type}: ${problem.replaceAll(/\/\d+/g, '/n')}`)
    })
}

function isKnown(version: string, type: string, problem: string): boolean {
  return KNOWN_EXCEPTIONS.some(
    (known) =>
      (known.version === undefined || known.version === version) &&
      (known.type === undefined || known.type === type) &&
      known.problem.test(problem),
  )
}
