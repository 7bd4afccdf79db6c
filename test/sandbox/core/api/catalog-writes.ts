import type { Stripe } from 'stripe'
import { createPrice, createProduct, needPrice, needProduct, updatePrice, updateProduct } from '../actions/catalog.ts'
import { asRequest } from '../emit.ts'
import { CATALOG } from '../flow-orders.ts'
import type { PriceFields, PriceTier } from '../objects/price.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter } from '../stripe-problem.ts'
import { defined } from './defined.ts'
import type { Params } from './params.ts'

const INTERVALS = ['day', 'week', 'month', 'year'] as const

export function postProduct(stripe: StripeSandbox, params: Params): Stripe.Product {
  const fields = {
    name: params.needText('name'),
    ...defined({
      id: params.text('id') ?? undefined,
      active: params.flag('active'),
      description: params.text('description'),
      metadata: params.metadata({}),
      unitLabel: params.text('unit_label'),
      url: params.text('url'),
    }),
  }
  const defaultPrice = params.hash('default_price_data')
  const priceFields = defaultPrice ? readPrice(defaultPrice) : null
  defaultPrice?.finish()
  params.finish()
  return asRequest(stripe, CATALOG, () => {
    const product = createProduct(stripe, fields)
    if (!priceFields) return product
    const price = createPrice(stripe, { ...priceFields, product: product.id })
    return stripe.products.put({ ...stripe.products.need(product.id), default_price: price.id })
  })
}

export function postProductUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.Product {
  const product = needProduct(stripe, id)
  const defaultPrice = params.text('default_price')
  if (defaultPrice) needPrice(stripe, defaultPrice)
  const patch = defined({
    name: params.text('name') ?? undefined,
    active: params.flag('active'),
    description: params.text('description'),
    default_price: defaultPrice,
    metadata: params.metadata(product.metadata),
    unit_label: params.text('unit_label'),
    url: params.text('url'),
  })
  params.finish()
  return updateProduct(stripe, id, patch)
}

export function postPrice(stripe: StripeSandbox, params: Params): Stripe.Price {
  const productData = params.hash('product_data')
  const productName = productData?.needText('name')
  const product = productName === undefined ? params.needText('product') : ''
  const fields = readPrice(params)
  productData?.finish()
  params.finish()
  return asRequest(stripe, CATALOG, () =>
    createPrice(stripe, {
      ...fields,
      product: productName === undefined ? product : createProduct(stripe, { name: productName }).id,
    }),
  )
}

export function postPriceUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.Price {
  const price = needPrice(stripe, id)
  const patch = defined({
    active: params.flag('active'),
    lookup_key: params.text('lookup_key'),
    metadata: params.metadata(price.metadata),
    nickname: params.text('nickname'),
    tax_behavior: params.choice('tax_behavior', ['exclusive', 'inclusive', 'unspecified'] as const),
  })
  params.finish()
  return updatePrice(stripe, id, patch)
}

function readPrice(params: Params): Omit<PriceFields, 'product'> {
  const recurring = params.hash('recurring')
  const tiers = params.hashes('tiers')?.map(readTier)
  const unitAmount = params.integer('unit_amount')
  const unitAmountDecimal = params.text('unit_amount_decimal') ?? undefined
  if (unitAmount === undefined && unitAmountDecimal === undefined && !tiers) {
    const message = 'Prices require an `unit_amount`, `unit_amount_decimal` or `tiers` to be set.'
    throw invalidParameter(message, 'unit_amount', 'parameter_missing')
  }
  params.choice('billing_scheme', ['per_unit', 'tiered'] as const)
  const fields = {
    currency: params.needText('currency').toLowerCase(),
    interval: recurring ? needInterval(recurring) : null,
    ...defined({
      unitAmount,
      unitAmountDecimal,
      tiers,
      intervalCount: recurring?.integer('interval_count'),
      usageType: recurring?.choice('usage_type', ['licensed', 'metered'] as const),
      meter: recurring?.text('meter'),
      trialPeriodDays: recurring?.integer('trial_period_days'),
      tiersMode: params.choice('tiers_mode', ['graduated', 'volume'] as const),
      nickname: params.text('nickname'),
      lookupKey: params.text('lookup_key'),
      active: params.flag('active'),
      metadata: params.metadata({}),
    }),
  }
  recurring?.finish()
  return fields
}

function needInterval(recurring: Params): (typeof INTERVALS)[number] {
  const interval = recurring.choice('interval', INTERVALS)
  if (!interval) {
    throw invalidParameter('Missing required param: recurring[interval].', 'recurring[interval]', 'parameter_missing')
  }
  return interval
}

function readTier(params: Params): PriceTier {
  const upTo = params.needText('up_to')
  const tier = {
    upTo: upTo === 'inf' ? null : Number(upTo),
    unitAmount: params.integer('unit_amount') ?? null,
    flatAmount: params.integer('flat_amount') ?? null,
  }
  params.finish()
  return tier
}
