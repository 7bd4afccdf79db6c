import { take } from '../api/lists.ts'
import { withPresentPrices } from '../api/present-prices.ts'
import { RESOURCES } from '../api/resources.ts'
import { seedBulk } from '../bulk/seed-bulk.ts'
import { cutLists } from '../objects/list.ts'
import { addAccount } from '../site/create-site.ts'
import { MODES } from '../site/keys.ts'
import { LIMIT_REASONS, NO_LIMITS } from '../site/limits.ts'
import { DEFAULT_PERMISSIONS, type Grant } from '../site/permissions.ts'
import { StripeProblem } from '../stripe-problem.ts'
import type { ControlContext, ControlRoute } from './control.ts'
import { type Input, needText, readChoice, readFlag, readPositive, readText, readTexts, readWhole } from './input.ts'

const MAX_RATE = 1_000_000
const MAX_SEEDED = 5_000_000
/** More would not fit into one answer. */
const MAX_SHOWN = 50_000

/** Accounts, their keys and limits, and what they hold. */
export const ACCOUNT_ROUTES: Record<string, ControlRoute> = {
  'GET state': ({ site, branch: { stripe } }) => ({
    account: stripe.account.id,
    api_version: stripe.account.apiVersion,
    livemode: stripe.livemode,
    now: stripe.now(),
    events: stripe.events.size,
    customers: stripe.customers.size,
    subscriptions: stripe.subscriptions.size,
    endpoints: stripe.endpoints.size,
    deliveries: site.carrier.counts(),
  }),
  'GET accounts': ({ site }) => ({
    accounts: site.accountIds().map((id) => {
      const { name, country, apiVersion } = site.need(id, 'test').stripe.account
      return { id, name, country, api_version: apiVersion }
    }),
  }),
  'POST accounts': ({ site, input }) => {
    const name = readText(input, 'name') ?? 'Second Shop'
    const country = readText(input, 'country') ?? 'US'
    const seed = readText(input, 'seed') ?? site.random.chars(12)
    return { account: addAccount(site, `account ${seed}`, { name, country }) }
  },
  'POST keys': ({ site, branch: { stripe }, input }) => {
    const mode = readChoice(input, 'mode', MODES) ?? 'test'
    const grant = readGrant(input) ?? DEFAULT_PERMISSIONS
    const { key } = site.keys.restricted(site.random, { account: stripe.account.id, mode, grant })
    return { key, account: stripe.account.id, mode, permissions: grant }
  },
  'POST keys/change': ({ site, input }) => {
    const grant = readGrant(input)
    const revoked = readFlag(input, 'revoked')
    const expired = readFlag(input, 'expired')
    const changed = site.keys.change(needText(input, 'key'), {
      ...(grant ? { grant } : {}),
      ...(revoked === undefined ? {} : { revoked }),
      ...(expired === undefined ? {} : { expired }),
    })
    return { permissions: changed.grant, revoked: changed.revoked, expired: changed.expired }
  },
  'POST limits': setLimits,
  'POST seed': ({ branch: { stripe }, input }) => {
    const seed = readText(input, 'seed')
    const years = readWhole(input, 'years', 1, 15)
    const customers = readPositive(input, 'customers', null, MAX_SEEDED)
    const invoicesPerCustomer = readWhole(input, 'invoices_per_customer', 0, 100) ?? 0
    const made = seedBulk(stripe, {
      customers,
      invoicesPerCustomer,
      ...(years ? { years } : {}),
      ...(seed ? { seed } : {}),
    })
    const invoices = customers * invoicesPerCustomer
    return { customers, subscriptions: customers, invoices, charges: invoices, from: made.from, to: made.to }
  },
  'GET objects': listObjects,
}

function readGrant(input: Input): Grant | undefined {
  return input.permissions === 'all' ? 'all' : readTexts(input, 'permissions')
}

/** What is left out stays; 0 lifts a limit. */
function setLimits({ site, branch, input }: ControlContext): object {
  const limiter = site.limiterOf(branch)
  const limit = (name: string, now: number | null) => {
    const said = readWhole(input, name, 0, MAX_RATE)
    return said === undefined ? now : said === 0 ? null : said
  }
  const { limits, refuseNext } = limiter
  limiter.limits = {
    ...NO_LIMITS,
    requestsPerSecond: limit('requests_per_second', limits.requestsPerSecond),
    endpointRequestsPerSecond: limit('endpoint_requests_per_second', limits.endpointRequestsPerSecond),
    searchesPerSecond: limit('searches_per_second', limits.searchesPerSecond),
    concurrent: limit('concurrent', limits.concurrent),
    endpointConcurrent: limit('endpoint_concurrent', limits.endpointConcurrent),
  }
  limiter.refuseNext = {
    count: readWhole(input, 'refuse_next', 0, MAX_RATE) ?? refuseNext.count,
    reason: readChoice(input, 'reason', LIMIT_REASONS) ?? refuseNext.reason,
  }
  return { limits: limiter.limits, refuse_next: limiter.refuseNext }
}

/** Kind of object → its path. */
const PATHS: Record<string, string> = {
  product: 'products',
  price: 'prices',
  coupon: 'coupons',
  customer: 'customers',
  subscription: 'subscriptions',
  invoice: 'invoices',
  charge: 'charges',
  refund: 'refunds',
  dispute: 'disputes',
}

/**
 * All of a kind as the API shows them, oldest first; embedded lists whole with `whole=true`. Where there are more than
 * `limit`, the rest comes with `after`.
 */
function listObjects({ branch: { stripe }, input }: ControlContext): object {
  const type = needText(input, 'type')
  const resource = RESOURCES[PATHS[type] ?? '']
  if (!resource) throw new StripeProblem(422, `type must be one of ${Object.keys(PATHS).join(', ')}.`)
  const limit = readPositive(input, 'limit', MAX_SHOWN, MAX_SHOWN)
  const whole = readText(input, 'whole') === 'true'
  const found = take(resource.table(stripe).oldestFirst(readText(input, 'after')), () => true, limit + 1)
  const objects = found.slice(0, limit).map((object) => withPresentPrices(stripe, object))
  return { objects: whole ? objects : objects.map((object) => cutLists(object)), has_more: found.length > limit }
}
