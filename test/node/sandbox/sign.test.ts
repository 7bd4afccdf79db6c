import Stripe from 'stripe'
import { expect, it } from 'vitest'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { signatureHeader } from '../../sandbox/core/sign.ts'
import { trigger } from '../../sandbox/core/triggers.ts'

const OLD = 'whsec_test_old_0123456789abcdefghij'
const NEW = 'whsec_test_new_0123456789abcdefghij'
const AT = 1_795_200_000

const stripe = new Stripe('sk_test_unused_0123456789')
const [event] = trigger(new StripeSandbox({ seed: 1, now: AT }), 'customer.created')
const payload = JSON.stringify(event, null, 2)

function construct(header: string, secret: string) {
  return stripe.webhooks.constructEventAsync(payload, header, secret, 300, undefined, AT * 1000)
}

it('is accepted by Stripe’s own check', async () => {
  const header = await signatureHeader({ payload, secrets: [NEW], timestamp: AT })
  expect(header).toMatch(/^t=1795200000,v1=[0-9a-f]{64}$/)
  expect((await construct(header, NEW)).id).toBe(event?.id)
})

it('carries one v1 per active secret, so that both hold while one is rolled', async () => {
  const header = await signatureHeader({ payload, secrets: [NEW, OLD], timestamp: AT })
  expect(header.match(/v1=/g)).toHaveLength(2)
  await expect(construct(header, NEW)).resolves.toMatchObject({ id: event?.id })
  await expect(construct(header, OLD)).resolves.toMatchObject({ id: event?.id })
})

it('is refused with a secret that did not sign, whatever the fake v0 says', async () => {
  const header = await signatureHeader({ payload, secrets: [NEW], timestamp: AT, withFakeV0: true })
  expect(header).toMatch(/,v0=[0-9a-f]{64}$/)
  await expect(construct(header, OLD)).rejects.toThrow(Stripe.errors.StripeSignatureVerificationError)
  await expect(construct(header.replace('v1=', 'v2='), NEW)).rejects.toThrow(/expected scheme/)
})
