import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createEndpoint } from '../../sandbox/core/endpoints.ts'
import { makeEventHistory } from '../../sandbox/core/event-stream.ts'
import { isSentTo, RENDERED_VERSIONS, renderEvent } from '../../sandbox/core/render.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { createSite, DEFAULT_API_KEY } from '../../sandbox/core/site/create-site.ts'
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
    const site = createSite({ seed: 'answers', now: NOW })
    const { stripe } = site.primary()
    seedDemo(stripe)
    createEndpoint(stripe, { url: 'https://example.com/webhooks', enabledEvents: ['*'] })
    const get = async (path: string) => {
      const headers = { authorization: `Bearer ${DEFAULT_API_KEY}` }
      return (await site.handle(new Request(`https://stripe.test${path}`, { headers }))).json()
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
    ])('is valid for the list of %s and for each of them', async (name) => {
      const body = await get(`/v1/${name}?limit=50`)
      expect(schemas.answerProblems(`/v1/${name}`, 'get', body)).toEqual([])
      const { data } = body as { data: { id: string }[] }
      expect(data.length).toBeGreaterThan(0)
      for (const { id } of data) {
        expect(schemas.answerProblems(`/v1/${name}/{id}`, 'get', await get(`/v1/${name}/${id}`))).toEqual([])
      }
    })

    it.each(['customers', 'subscriptions', 'invoices', 'charges', 'products', 'prices'])(
      'is valid for a search of %s',
      async (name) => {
        const found = await get(`/v1/${name}/search?query=created%3E0&expand[]=total_count`)
        expect(schemas.answerProblems(`/v1/${name}/search`, 'get', found)).toEqual([])
      },
    )

    it('is valid for the account, and for what embedded lists leave out', async () => {
      expect(schemas.answerProblems('/v1/account', 'get', await get('/v1/account'))).toEqual([])
      const { id } = stripe.subscriptions.newestFirst().next().value as { id: string }
      const items = await get(`/v1/subscription_items?subscription=${id}`)
      expect(schemas.answerProblems('/v1/subscription_items', 'get', items)).toEqual([])
      const invoice = stripe.invoices.newestFirst().next().value as { id: string }
      const lines = await get(`/v1/invoices/${invoice.id}/lines`)
      expect(schemas.answerProblems('/v1/invoices/{id}/lines', 'get', lines)).toEqual([])
    })

    it.each([
      'prices?expand[]=data.tiers',
      'subscriptions?status=all&expand[]=data.discounts&expand[]=data.items.data.discounts&expand[]=data.latest_invoice',
      'invoices?expand[]=data.payments&expand[]=data.customer&expand[]=data.discounts',
    ])('is valid where it is expanded: %s', async (asked) => {
      expect(schemas.answerProblems(`/v1/${asked.split('?')[0]}`, 'get', await get(`/v1/${asked}&limit=100`))).toEqual(
        [],
      )
    })

    it('is valid for coupons, discounts and installed apps', async () => {
      const { data: coupons } = (await get('/v1/coupons?expand[]=data.applies_to')) as { data: object[] }
      expect(coupons.length).toBeGreaterThan(0)
      const discounts = [...stripe.discounts.newestFirst()]
      expect(discounts.length).toBeGreaterThan(0)
      expect(coupons.flatMap((coupon) => schemas.problems('Coupon', coupon))).toEqual([])
      expect(discounts.flatMap((discount) => schemas.problems('Discount', discount))).toEqual([])
      const install = { redirect_uri: 'http://localhost:1/api/oauth/stripe/callback', client_id: 'ca_test_app' }
      const body = new URLSearchParams({ ...install, decision: 'accept' })
      await site.handle(new Request('https://stripe.test/oauth/v2/authorize', { method: 'POST', body }))
      const installs = (await get('/v1/apps/installs')) as { data: object[] }
      expect(installs.data).toHaveLength(1)
      expect(schemas.answerProblems('/v1/apps/installs', 'get', installs)).toEqual([])
    })

    it('is valid for refusals', async () => {
      expect(schemas.problems('error', await get('/v1/customers/cus_unknown'))).toEqual([])
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
