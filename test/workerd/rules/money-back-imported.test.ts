import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../worker/domain/json.ts'
import type { AccountSettings } from '../../../worker/domain/settings.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, dispute, invoice } from '../../support/billing-payments.ts'
import { type RuleAccount, ruleAccount, sums } from './account.ts'
import { imported } from './imported.ts'

const BORN = NOW - 40 * DAY
const RENEWED = NOW - 10 * DAY

/** The renewal's invoice is made first, its charge an hour later, and seconds after that it is paid. */
const RENEWAL = invoice({ id: 'in_2', status: 'paid', created: RENEWED, paidAt: RENEWED + 3_604 })
const renewalCharge = (refunded = 0): JsonObject =>
  charge({ id: 'ch_2', created: RENEWED + 3_600, refunded, invoice: 'in_2' })

async function connected(
  access: Partial<AccountSettings['access']>,
  ...money: Parameters<typeof imported>[1][]
): Promise<RuleAccount> {
  const account = await ruleAccount({ access })
  await imported(
    account.tenant,
    ['customer', stripeCustomer({ created: BORN })],
    ['subscription', subscription({ created: BORN, latestInvoice: 'in_2' })],
    ['invoice', RENEWAL],
    ...money,
  )
  return account
}

describe('money that went back before the account was connected', () => {
  it('2.9 a full refund counts although its invoice was paid seconds after the charge was made', async () => {
    for (const named of [renewalCharge(2000), { ...renewalCharge(2000), invoice: null }]) {
      const account = await connected({ on_full_refund: 'expire' }, ['charge', named])
      expect((await account.customer()).access).toMatchObject({ state: 'expired', code: 'refunded' })
    }
  })

  it('2.9 a full refund of a period before the one that is paid for now is over', async () => {
    const first = charge({ id: 'ch_1', created: BORN, refunded: 2000 })
    const account = await connected({ on_full_refund: 'expire' }, ['charge', first], ['charge', renewalCharge()])
    expect((await account.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
  })

  it('2.9 the next payment gives back what an imported refund took', async () => {
    const account = await connected({ on_full_refund: 'expire' }, ['charge', renewalCharge(2000)])
    await account.receive(
      event('invoice.paid', invoice({ id: 'in_3', status: 'paid', created: NOW, paidAt: NOW }), { at: NOW }),
    )
    expect((await account.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
  })

  it('2.10 a dispute that was lost ends access', async () => {
    const lost = dispute({ status: 'lost', charge: 'ch_2', created: RENEWED + DAY })
    const account = await connected({}, ['charge', renewalCharge()], ['dispute', lost])
    expect((await account.customer()).access).toMatchObject({ state: 'expired', code: 'dispute_lost' })
  })
})

describe('what never was money', () => {
  const authorised = { ...charge({ id: 'ch_9', amount: 5000 }), captured: false, amount_captured: 0 }

  it('an authorisation that was released takes nothing off what a customer brought in', async () => {
    const account = await connected({}, ['charge', renewalCharge()])
    await account.receive(event('charge.refunded', { ...authorised, amount_refunded: 5000, refunded: true }))
    expect(sums((await account.customer()).lifetime_value)).toEqual({ usd: 2000 })
  })

  it('of one that was captured in part only the part counts, less what went back of it', async () => {
    const part = { ...authorised, captured: true, amount_captured: 3000, amount_refunded: 2000 }
    for (const [back, left] of [
      [0, 5000],
      [500, 4500],
    ] as const) {
      const account = await connected({}, ['charge', renewalCharge()])
      await account.receive(event('charge.captured', { ...part, amount_refunded: part.amount_refunded + back }))
      expect(sums((await account.customer()).lifetime_value)).toEqual({ usd: left })
    }
  })
})
