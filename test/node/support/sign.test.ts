import Stripe from 'stripe'
import { expect, it } from 'vitest'
import { stripeSignature } from '../../support/sign.ts'

it("the tests' signer signs as stripe-node does", async () => {
  const payload = '{"id":"evt_ü","object":"event"}'
  const header = new Stripe('sk_test_x').webhooks.generateTestHeaderString({
    payload,
    secret: 'whsec_test_hub_1',
    timestamp: 1_700_000_000,
  })
  expect(await stripeSignature(payload, 'whsec_test_hub_1', { at: 1_700_000_000 })).toBe(header)
})
