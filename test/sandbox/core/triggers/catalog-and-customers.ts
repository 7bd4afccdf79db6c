import { createCoupon, createFeature, deauthorizeApplication, setEntitlements } from '../actions/account.ts'
import { deletePrice, deleteProduct, updatePrice, updateProduct } from '../actions/catalog.ts'
import { deleteCustomer, updateCustomer } from '../actions/customers.ts'
import { aMonthlyPrice, aProduct, type Scenario, somebody } from './stage.ts'

export const CATALOG_AND_CUSTOMER_SCENARIOS: Record<string, Scenario> = {
  'customer.created': somebody,
  'customer.updated': (stripe) => {
    updateCustomer(stripe, somebody(stripe).id, { description: 'Prefers invoices.', metadata: { tier: 'gold' } })
  },
  'customer.deleted': (stripe) => {
    deleteCustomer(stripe, somebody(stripe).id)
  },
  'product.created': aProduct,
  'product.updated': (stripe) => {
    updateProduct(stripe, aProduct(stripe).id, { name: 'Standard plan (2027)' })
  },
  'product.deleted': (stripe) => {
    deleteProduct(stripe, aProduct(stripe).id)
  },
  'price.created': (stripe) => {
    aMonthlyPrice(stripe)
  },
  'price.updated': (stripe) => {
    updatePrice(stripe, aMonthlyPrice(stripe).id, { active: false, nickname: 'No longer sold' })
  },
  'price.deleted': (stripe) => {
    deletePrice(stripe, aMonthlyPrice(stripe).id)
  },
  'plan.created': (stripe) => {
    aMonthlyPrice(stripe)
  },
  'plan.updated': (stripe) => {
    updatePrice(stripe, aMonthlyPrice(stripe).id, { nickname: 'Monthly' })
  },
  'plan.deleted': (stripe) => {
    deletePrice(stripe, aMonthlyPrice(stripe).id)
  },
  'coupon.created': (stripe) => {
    createCoupon(stripe, { name: 'Welcome', percentOff: 20, duration: 'once' })
  },
  'account.application.deauthorized': (stripe) => {
    deauthorizeApplication(stripe, 'Billhook')
  },
  'entitlements.active_entitlement_summary.updated': (stripe) => {
    const features = [createFeature(stripe, 'Exports', `exports_${stripe.random.chars(4).toLowerCase()}`)]
    setEntitlements(stripe, somebody(stripe).id, features)
  },
}
