import type { Stripe } from 'stripe'
import type { OlderBlock } from '../object-table.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { type BulkCatalog, bulkCatalog } from './bulk-catalog.ts'
import { BulkIds } from './bulk-ids.ts'
import { chargeAt, intentAt, invoiceAt, invoicePaymentAt, paymentTime } from './bulk-payments.ts'
import { customerAt, discountAt, paymentMethodAt, subscriptionAt } from './bulk-people.ts'
import { type BulkSeed, createdAt } from './bulk-seed.ts'

/** All that the objects of one seeding are made from. */
export interface BulkWorld {
  stripe: StripeSandbox
  seed: BulkSeed
  catalog: BulkCatalog
  ids: Record<
    | 'customers'
    | 'subscriptions'
    | 'discounts'
    | 'paymentMethods'
    | 'invoices'
    | 'invoicePayments'
    | 'intents'
    | 'charges',
    BulkIds
  >
  customerAt(index: number): Stripe.Customer
}

/** Puts the objects of a seeding below all others of the sandbox; they take memory only once they change. */
export function addBulk(stripe: StripeSandbox, seed: BulkSeed): void {
  const people = (prefix: string) => new BulkIds(prefix, seed.seed, seed.customers)
  const payments = (prefix: string) => new BulkIds(prefix, seed.seed, seed.customers * seed.invoicesPerCustomer)
  const ids = {
    customers: people('cus'),
    subscriptions: people('sub'),
    discounts: people('di'),
    paymentMethods: people('pm'),
    invoices: payments('in'),
    invoicePayments: payments('inpay'),
    intents: payments('pi'),
    charges: payments('ch'),
  }
  const catalog = bulkCatalog(stripe, seed)
  const world: BulkWorld = { stripe, seed, catalog, ids, customerAt: (index) => customerAt(world, index) }
  const personAt = (index: number) => createdAt(seed, index)
  const paidAt = (index: number) => paymentTime(world, index)
  stripe.products.addOlder(listBlock(catalog.products))
  stripe.prices.addOlder(listBlock(catalog.prices))
  stripe.coupons.addOlder(listBlock(catalog.coupons))
  for (const [price, tiers] of catalog.tiers) stripe.tiers.set(price, tiers)
  stripe.customers.addOlder(block(ids.customers, personAt, (index) => customerAt(world, index)))
  stripe.subscriptions.addOlder(block(ids.subscriptions, personAt, (index) => subscriptionAt(world, index)))
  stripe.discounts.addOlder(block(ids.discounts, personAt, (index) => discountAt(world, index)))
  stripe.paymentMethods.addOlder(block(ids.paymentMethods, personAt, (index) => paymentMethodAt(world, index)))
  stripe.invoices.addOlder(block(ids.invoices, paidAt, (index) => invoiceAt(world, index)))
  stripe.invoicePayments.addOlder(block(ids.invoicePayments, paidAt, (index) => invoicePaymentAt(world, index)))
  stripe.paymentIntents.addOlder(block(ids.intents, paidAt, (index) => intentAt(world, index)))
  stripe.charges.addOlder(block(ids.charges, paidAt, (index) => chargeAt(world, index)))
  const derive = (from: BulkIds, to: BulkIds) => (id: string) => {
    const index = from.indexOf(id)
    return index === null ? undefined : to.idAt(index)
  }
  stripe.paymentOfInvoice.addSource(derive(ids.invoices, ids.invoicePayments))
  stripe.invoiceOfIntent.addSource(derive(ids.intents, ids.invoices))
  stripe.subscriptionsOf.addSource((customer) => {
    const index = ids.customers.indexOf(customer)
    return index === null ? undefined : [ids.subscriptions.idAt(index)]
  })
}

function block<T>(ids: BulkIds, time: (index: number) => number, build: (index: number) => T): OlderBlock<T> {
  return {
    count: ids.count,
    createdAt: time,
    idAt: (index) => ids.idAt(index),
    indexOf: (id) => ids.indexOf(id),
    build,
  }
}

function listBlock<T extends { id: string; created: number }>(objects: readonly T[]): OlderBlock<T> {
  const positions = new Map(objects.map(({ id }, index) => [id, index]))
  const at = (index: number) => objects[index] as T
  return {
    count: objects.length,
    createdAt: (index) => at(index).created,
    idAt: (index) => at(index).id,
    indexOf: (id) => positions.get(id) ?? null,
    build: at,
  }
}
