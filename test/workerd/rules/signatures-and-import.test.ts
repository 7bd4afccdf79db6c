import { describe, expect, it } from 'vitest'
import { verifySignature } from '../../../worker/stripe/signature.ts'
import { subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { stripeSignature } from '../../support/sign.ts'
import { run } from '../sync/stripe.ts'
import { sums } from './account.ts'
import { eventsAtStripe, linkedAccount, subscribeAtStripe } from './at-stripe.ts'
import { deliver, PLATFORM_SECRET, ROLLED_SECRET, send } from './webhook.ts'

const someEvent = () => event('customer.subscription.created', subscription())
const nowSeconds = () => Math.floor(Date.now() / 1000)

describe('signatures', () => {
  it('2.30 the bytes as they came are verified: another blank is another body', async () => {
    const body = JSON.stringify(someEvent(), null, 2)
    const signature = await stripeSignature(body, PLATFORM_SECRET)
    expect((await send(body, signature)).status).toBe(200)
    expect(await send(`${body} `, signature)).toMatchObject({ status: 400, answer: { code: 'signature_invalid' } })
  })

  it('2.30 a signature of 300 seconds passes, an older one is refused, one from the future passes', async () => {
    const nowMs = Date.now()
    const verified = async (ageSeconds: number) => {
      const at = Math.floor(nowMs / 1000) - ageSeconds
      const signature = await stripeSignature('{}', PLATFORM_SECRET, { at })
      return (await verifySignature(signature, new TextEncoder().encode('{}'), [PLATFORM_SECRET], nowMs)).ok
    }
    expect([await verified(300), await verified(301), await verified(-900)]).toEqual([true, false, true])
    expect(await deliver(someEvent(), { signedAt: nowSeconds() - 302 })).toMatchObject({
      ...{ status: 400, answer: { code: 'timestamp_outside_tolerance' } },
    })
  })

  it('2.30 blanks around a stored secret do not matter', async () => {
    expect((await deliver(someEvent(), { secrets: ROLLED_SECRET })).status).toBe(200)
  })

  it('2.31 while a secret is rolled any good signature with any valid secret will do', async () => {
    const answers = await Promise.all(
      [PLATFORM_SECRET, ROLLED_SECRET, ['whsec_unknown', ROLLED_SECRET], ['whsec_unknown']].map(
        async (secrets) => (await deliver(someEvent(), { secrets })).status,
      ),
    )
    expect(answers).toEqual([200, 200, 200, 400])
  })
})

describe('import', () => {
  it('2.32 an import writes the state of customers and starts nothing: no event, no run, no delivery', async () => {
    const { account, stripe } = await linkedAccount()
    const { customer } = await subscribeAtStripe(stripe, [900])
    await run(account.tenant, 'import')
    const imported = await account.customer(customer)
    expect(imported).toMatchObject({
      ...{ access: { state: 'active' }, subscription_status: 'active', email: 'alice@example.com' },
      ...{ created_by: { kind: 'snapshot' }, last_payment: { amount: 900, currency: 'usd' } },
    })
    expect(sums(imported.mrr)).toEqual({ usd: 900 })
    expect(await account.list('/events')).toEqual([])
    const timeline = await account.list(`/customers/${imported.id}/timeline`)
    expect(timeline.filter(({ kind }) => kind === 'event')).toEqual([])
    expect(timeline.flatMap(({ runs, deliveries }) => [...runs, ...deliveries])).toEqual([])
  })

  it('2.32 events of what was imported come after it and change nothing more; new ones do', async () => {
    const { account, stripe } = await linkedAccount()
    const { customer, subscription: id } = await subscribeAtStripe(stripe, [900])
    await run(account.tenant, 'import')
    const before = await account.customer(customer)
    await account.receive(...(await eventsAtStripe(stripe)))
    expect(sums((await account.customer(customer)).mrr)).toEqual({ usd: 900 })
    expect(await account.list(`/movements?customer=${before.id}`)).toHaveLength(1)
    const ended = subscription({ id, customer, status: 'canceled', endedAt: nowSeconds() + 5 })
    await account.receive(event('customer.subscription.deleted', ended, { at: nowSeconds() + 5 }))
    expect((await account.customer(customer)).access.state).toBe('expired')
  })
})
