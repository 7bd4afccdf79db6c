import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { type MailInput, mailContextOf } from '../../../worker/mail/mail-context.ts'
import { storedCustomer } from '../../support/customer.ts'

const NOW_MS = Date.parse('2026-11-30T09:00:00Z')

function contextOf(over: Partial<MailInput> = {}): ReturnType<typeof mailContextOf> {
  return mailContextOf({
    ...{ customer: storedCustomer(), payload: null, account: {}, links: {}, nowMs: NOW_MS },
    occurrence: { type: 'payment.succeeded', mode: 'test' },
    ...over,
  })
}

const event = (object: JsonObject, previous_attributes?: JsonObject): JsonObject => ({
  ...{ id: 'evt_1', type: 'x', created: 1_764_493_200, data: { object, previous_attributes } },
})

const SUBSCRIPTION = {
  ...{ id: 'sub_1', stripe_customer_id: 'cus_1', status: 'active', status_reason: null, currency: 'eur' },
  items: [
    {
      id: 'si_1',
      price: 'price_1',
      product: 'prod_1',
      quantity: 5,
      interval: 'month',
      interval_count: 1,
      usage_type: 'licensed',
    },
  ],
  ...{ mrr: 4_900, committed_mrr: 4_900, trial_mrr: 0, packages: [], access: 'active' as const },
  ...{ current_period_end: '2026-12-07T09:00:00Z', trial_end: null, cancel_at: null, canceled_at: null },
  ...{ ended_at: null, pause: null, created: '2026-08-03T10:12:00Z' },
}

describe('what is not known is not there', () => {
  it('a bare customer and no event make a bare context', () => {
    expect(contextOf()).toEqual({
      customer: {
        id: 'cust_1',
        created_at: '2026-01-01T00:00:00Z',
        tags: [],
        packages: [],
        access: 'none',
        fields: {},
      },
      event: { type: 'payment.succeeded', mode: 'test', created_at: '2026-11-30T09:00:00Z', data: {} },
      ...{ previous: {}, links: {}, account: {}, message: {}, now: '2026-11-30T09:00:00Z' },
    })
  })

  it.each([
    [{}],
    [{ data: null }],
    [{ data: { object: [] } }],
    [event({ object: 'invoice', lines: 'x', amount_due: '5', currency: 7 })],
    [event({ object: 'subscription', items: { data: [null, {}] } })],
    [event({ object: 'charge', payment_method_details: { card: 'x' }, amount: null })],
    [event({ object: 'invoice', charge: { object: 'charge' }, subscription: { object: 'subscription' } })],
  ])('no payload makes it fail: %j', (payload) => {
    expect(() => JSON.stringify(contextOf({ payload }))).not.toThrow()
  })
})

describe('the customer', () => {
  it.each([
    ['Ada Lovelace', 'user', 'Ada'],
    ['Lovelace, Ada', 'user', 'Ada'],
    ['  Ada  ', 'user', 'Ada'],
    ['Example Works Ltd', 'account', undefined],
    [null, 'user', undefined],
    ['', 'user', undefined],
  ] as const)('%j of kind %s is addressed as %s', (name, kind, firstName) => {
    expect(contextOf({ customer: storedCustomer({ name, kind }) }).customer.first_name).toBe(firstName)
  })

  it('MRR is that of the currency that brings most, beside its currency', () => {
    const mrr = [
      { currency: 'usd', amount: 100 },
      { currency: 'eur', amount: 4_900 },
    ]
    expect(contextOf({ customer: storedCustomer({ mrr }) }).customer).toMatchObject({ mrr: 4_900, currency: 'eur' })
  })

  it('language and time zone are their own fields, else what Stripe prefers, else the account’s', () => {
    const set = { set_by: 'api', set_at: '2026-01-01T00:00:00Z' }
    const customer = storedCustomer({ own_fields: { locale: { value: 'de-AT', ...set } } })
    const payload = event({ object: 'customer', preferred_locales: ['fr'] })
    const account = { locale: 'en-GB', timezone: 'Europe/London' }
    expect(contextOf({ customer, payload, account }).customer).toMatchObject({
      locale: 'de-AT',
      timezone: 'Europe/London',
    })
    expect(contextOf({ payload, account }).customer.locale).toBe('fr')
    const known = storedCustomer({ locale: 'it' })
    expect(contextOf({ customer: known, payload, account }).customer.locale).toBe('fr')
    expect(
      contextOf({ customer: known, payload: event({ object: 'invoice', customer: 'cus_1' }), account }),
    ).toMatchObject({
      customer: { locale: 'it' },
    })
    expect(contextOf({ account }).customer.locale).toBe('en-GB')
  })

  it('the plan is what the catalog calls the product, else the price', () => {
    const customer = storedCustomer({ plan: { product: 'prod_1', price: 'price_1' } })
    const planNames = new Map([
      ['prod_1', null],
      ['price_1', 'Team monthly'],
    ])
    expect(contextOf({ customer, planNames }).customer.plan).toBe('Team monthly')
  })
})

describe('what happened', () => {
  it.each([
    ['subscription.renewing', 'renewal_date', 'renewal_date', 'current_period_end'],
    ['subscription.trial_ending', 'trial_end', 'trial_end', 'trial_end'],
  ] as const)(
    'a reminder (%s) tells the day that it reminds of, also where another one is next by now',
    (type, told, ofCustomer, ofSubscription) => {
      const next = { renewal_date: '2026-12-03T09:00:00Z', trial_end: '2026-12-03T09:00:00Z' }
      const customer = storedCustomer({ ...next, subscriptions: [SUBSCRIPTION] })
      const day = '2026-12-05T09:00:00Z'
      const context = contextOf({
        customer,
        occurrence: { type, mode: 'live', subscription: 'sub_1', days: 7, [told]: day },
      })
      expect([context.customer[ofCustomer], context.subscription?.[ofSubscription]]).toEqual([day, day])
    },
  )

  it('a subscription that is canceled at the end of its period is set to end then, as versions without cancel_at say it', () => {
    const object = { object: 'subscription', id: 'sub_1', status: 'trialing', current_period_end: 1_764_752_400 }
    const endOf = (over: object) => contextOf({ payload: event({ ...object, ...over }) }).subscription?.cancel_at
    expect(endOf({ cancel_at_period_end: true })).toBe('2025-12-03T09:00:00Z')
    expect(endOf({ cancel_at_period_end: true, cancel_at: 1_764_752_401 })).toBe('2025-12-03T09:00:01Z')
    expect(endOf({ cancel_at_period_end: false })).toBeUndefined()
  })

  it('an invoice that failed tells amount, attempt and the next one; why is what the customer’s last failure says', () => {
    const failed_payment = {
      ...{ amount: 4_900, currency: 'eur', at: '2026-11-30T08:59:00Z', attempts: 2 },
      ...{ next_attempt_at: '2026-12-03T09:00:00Z', reason: 'Your card has expired.' },
    }
    const invoice = {
      ...{ object: 'invoice', id: 'in_1', number: 'A-7', status: 'open', currency: 'eur', amount_due: 4_900 },
      ...{ amount_paid: 0, attempt_count: 2, next_payment_attempt: 1_796_288_400, subscription: 'sub_1' },
      ...{ hosted_invoice_url: 'https://invoice.test/1', invoice_pdf: 'https://invoice.test/1.pdf' },
      lines: { data: [{ description: '5 × Team', amount: 4_900, quantity: 5 }] },
    }
    const context = contextOf({
      customer: storedCustomer({ failed_payment, subscriptions: [SUBSCRIPTION], subscription_status: 'active' }),
      payload: event(invoice),
      occurrence: { type: 'payment.failed', mode: 'live' },
      planNames: new Map([['prod_1', 'Team']]),
    })
    expect(context.event).toMatchObject({
      ...{ id: 'evt_1', type: 'payment.failed', created_at: '2025-11-30T09:00:00Z', mode: 'live', amount: 4_900 },
      ...{ currency: 'eur', reason: 'Your card has expired.', attempt: 2, next_attempt_at: '2026-12-03T09:00:00Z' },
    })
    expect(context.invoice).toMatchObject({
      ...{ number: 'A-7', hosted_url: 'https://invoice.test/1', pdf_url: 'https://invoice.test/1.pdf' },
      lines: [{ description: '5 × Team', amount: 4_900, quantity: 5 }],
    })
    expect(context.subscription).toMatchObject({ id: 'sub_1', plan: 'Team', quantity: 5, interval: 'month' })
    expect(context.charge).toBeUndefined()
  })

  it.each([
    ['before 2025-03-31.basil', { subscription: 'sub_1' }],
    ['since', { parent: { subscription_details: { subscription: 'sub_1' } } }],
  ])('an invoice names its subscription %s', (_, named) => {
    const other = { ...SUBSCRIPTION, id: 'sub_2' }
    const customer = storedCustomer({ subscriptions: [other, SUBSCRIPTION] })
    const payload = event({ object: 'invoice', ...named })
    expect(contextOf({ customer, payload }).subscription?.id).toBe('sub_1')
  })

  it('an invoice that is not tried again has no next attempt, whatever else the customer owes', () => {
    const failed_payment = {
      ...{ amount: 900, currency: 'eur', at: '2026-11-30T08:59:00Z', attempts: 1, reason: 'Declined.' },
      next_attempt_at: '2026-12-03T09:00:00Z',
    }
    const last = { object: 'invoice', id: 'in_1', status: 'open', attempt_count: 4, next_payment_attempt: null }
    const context = contextOf({
      customer: storedCustomer({ failed_payment }),
      payload: event(last),
      occurrence: { type: 'payment.failed', mode: 'live', attempt: 4, next_attempt_at: null },
    })
    expect(context.event).toMatchObject({ attempt: 4, reason: 'Declined.' })
    expect(context.event.next_attempt_at).toBeUndefined()
  })

  it('a refund is as much as went back with this event, not in all', () => {
    const charge = {
      ...{ object: 'charge', id: 'ch_1', amount: 4_900, amount_refunded: 1_500, currency: 'eur', refunded: false },
      payment_method_details: { card: { brand: 'visa', last4: '4242', exp_year: 2030 } },
    }
    const context = contextOf({ payload: event(charge, { amount_refunded: 1_000 }) })
    expect(context.event.amount).toBe(500)
    expect(context.charge).toMatchObject({ amount_refunded: 1_500, card: { brand: 'visa', last4: '4242' } })
    expect(context.previous).toEqual({ amount_refunded: 1_000 })
  })

  it('a subscription costs what its items do, unless that is known with the invoice only', () => {
    const item = (over: JsonObject = {}): JsonObject => ({
      quantity: 5,
      price: { id: 'price_1', product: 'prod_1', currency: 'eur', unit_amount: 900, recurring: { interval: 'month' } },
      ...over,
    })
    const amountOf = (...data: JsonObject[]): unknown => {
      return contextOf({ payload: event({ object: 'subscription', id: 'sub_1', currency: 'eur', items: { data } }) })
        .subscription?.amount
    }
    expect(amountOf(item(), item({ quantity: 1 }))).toBe(5_400)
    const metered = {
      id: 'p',
      currency: 'eur',
      unit_amount: 1,
      recurring: { interval: 'month', usage_type: 'metered' },
    }
    expect(amountOf(item(), item({ price: metered }))).toBeUndefined()
  })

  it('what the occurrence says wins over what the payload says', () => {
    const occurrence = {
      ...{ type: 'subscription.renewing', mode: 'test' as const, amount: 700, currency: 'usd', days: 7 },
      ...{ reason: 'soon', attempt: 3, next_attempt_at: '2027-01-01T00:00:00Z', at: '2026-11-29T00:00:00Z' },
      previous: { mrr: 500 },
    }
    const payload = event({ object: 'invoice', amount_due: 1, currency: 'eur', attempt_count: 1 }, { status: 'draft' })
    const context = contextOf({ payload, occurrence })
    expect(context.event).toMatchObject({ amount: 700, currency: 'usd', days: 7, reason: 'soon', attempt: 3 })
    expect(context.event.created_at).toBe('2026-11-29T00:00:00Z')
    expect(context.previous).toEqual({ status: 'draft', mrr: 500 })
  })

  it('without an event it is about the subscription that is named, else the best', () => {
    const trial = { ...SUBSCRIPTION, id: 'sub_2', status: 'trialing' }
    const customer = storedCustomer({ subscription_status: 'active', subscriptions: [trial, SUBSCRIPTION] })
    expect(contextOf({ customer }).subscription?.id).toBe('sub_1')
    const occurrence = { type: 'subscription.trial_ending', mode: 'test' as const, subscription: 'sub_2' }
    expect(contextOf({ customer, occurrence }).subscription?.id).toBe('sub_2')
  })
})
