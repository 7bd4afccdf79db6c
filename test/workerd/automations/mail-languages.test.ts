import { describe, expect, it, vi } from 'vitest'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { settle } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, PLAIN, sinceEver } from './automations.ts'

const DAY = 86_400
const BORN = NOW - 40 * DAY
const GERMAN = { subject: 'Hallo {{ customer.email }}', preheader: null, html: '<html lang="en">Hallo', text: null }

const customerIn = (preferred_locales: string[]) => ({
  ...stripeCustomer({ created: BORN, email: 'ada@example.com' }),
  preferred_locales,
})
const CREATED = (locales: string[]) => event('customer.created', customerIn(locales), { at: BORN })
const SUBSCRIBED = event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1 })

async function welcomingIn(variants: Record<string, typeof GERMAN>): Promise<RuleAccount> {
  const account = await ruleAccount()
  const template = await aTemplate(account.tenant, { draft: { ...PLAIN.draft, variants } })
  const trigger = { type: 'subscription.created' } as const
  await anAutomation(account.tenant, { trigger, actions: [{ type: 'send_email', template }] })
  await sinceEver(account.tenant)
  return account
}

/** The only mail, once it has come to its end. */
async function mailOf(account: RuleAccount): Promise<Json> {
  return vi.waitFor(
    async () => {
      await settle(account.tenant)
      const [delivery] = await account.list('/deliveries')
      expect(delivery?.ended_at).toEqual(expect.any(String))
      return (await account.ask('GET', `/deliveries/${delivery?.id}`)).body
    },
    { timeout: 15_000, interval: 50 },
  )
}

describe('a mail in the language of its customer', () => {
  it('is sent in what Stripe’s customer prefers, though the event does not say it, and the delivery tells which', async () => {
    const account = await welcomingIn({ de: GERMAN })
    await account.receive(CREATED(['de-AT']), SUBSCRIBED)
    expect(await mailOf(account)).toMatchObject({
      ...{ status: 'sent', language: 'de' },
      message: { subject: 'Hallo ada@example.com', html: '<html lang="de">Hallo' },
    })
  })

  it('is sent in the default where there is no such variant, or nothing is preferred', async () => {
    for (const locales of [['fr'], []]) {
      const account = await welcomingIn({ de: GERMAN })
      await account.receive(CREATED(locales), SUBSCRIBED)
      expect(await mailOf(account)).toMatchObject({
        ...{ status: 'sent', language: null },
        message: { subject: 'Hello ada@example.com' },
      })
    }
  })

  it('follows the customer’s own field before Stripe', async () => {
    const account = await welcomingIn({ de: GERMAN, fr: { ...GERMAN, subject: 'Bonjour' } })
    await account.receive(CREATED(['de']))
    const { id } = await account.customer('cus_1')
    await account.ask('PATCH', `/customers/${id}`, { fields: { locale: 'fr_BE' } })
    await account.receive(SUBSCRIBED)
    expect(await mailOf(account)).toMatchObject({ language: 'fr', message: { subject: 'Bonjour' } })
  })

  it('that cannot be written says in which language', async () => {
    const looping = '{% for a in (1..9999999) %}{% for b in (1..9999999) %}{% endfor %}{% endfor %}'
    const account = await welcomingIn({ de: { ...GERMAN, html: looping } })
    await account.receive(CREATED(['de']), SUBSCRIBED)
    expect(await mailOf(account)).toMatchObject({
      ...{ status: 'failed', code: 'template_too_slow', reason: expect.stringMatching(/^de, html: /) },
    })
  })

  it('is what a simulation says it would be', async () => {
    const account = await welcomingIn({ de: GERMAN })
    await account.receive(CREATED(['de']))
    const { id } = await account.customer('cus_1')
    const { body } = await account.ask('POST', '/simulations', { event: SUBSCRIBED, customer: id })
    expect(body.mails).toMatchObject([{ language: 'de', subject: 'Hallo ada@example.com' }])
  })

  it('is not known of a customer any more who was erased', async () => {
    const account = await welcomingIn({ de: GERMAN })
    await account.receive(CREATED(['de']))
    const { id } = await account.customer('cus_1')
    await account.ask('DELETE', `/customers/${id}`)
    const { body } = await account.ask('POST', '/templates/preview', {
      ...{ customer: id, template: { subject: '{{ customer.locale | default: "none" }}', html: 'x' } },
    })
    expect(body.subject).toBe('none')
  })
})
