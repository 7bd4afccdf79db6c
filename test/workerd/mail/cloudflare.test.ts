import { describe, expect, it } from 'vitest'
import { cloudflareTransport, type EmailMessageFields } from '../../../worker/mail/transports/cloudflare.ts'
import { outgoingMail } from '../../support/outgoing-mail.ts'

function failing(error: unknown) {
  return cloudflareTransport({ email: { send: () => Promise.reject(error) } })
}

describe('Cloudflare Email Service', () => {
  it('is given names apart from addresses', async () => {
    const given: EmailMessageFields[] = []
    const email = {
      send: async (message: EmailMessageFields) => {
        given.push(message)
        return {}
      },
    }
    const result = await cloudflareTransport({ email }).send(outgoingMail())
    expect(result).toEqual({ outcome: 'sent', providerId: null, detail: 'Cloudflare has taken the mail.' })
    const { deliveryId: _, ...mail } = outgoingMail()
    expect(given).toEqual([{ ...mail, from: { name: 'Example, Inc.', email: 'billing@example.com' } }])
  })

  it.each([
    ['E_DAILY_LIMIT_EXCEEDED', 'retry', 'quota_exceeded'],
    ['E_DELIVERY_FAILED', 'retry', 'delivery_failed'],
    ['E_SENDER_DOMAIN_NOT_AVAILABLE', 'failed', 'transport_unauthorized'],
    ['E_RECIPIENT_SUPPRESSED', 'failed', 'recipient_suppressed'],
    ['E_RECIPIENT_NOT_ALLOWED', 'failed', 'recipient_refused'],
    ['E_HEADER_NOT_ALLOWED', 'failed', 'mail_refused'],
    ['E_VALIDATION_ERROR', 'failed', 'mail_refused'],
    ['ECONNRESET', 'unknown', 'answer_lost'],
  ])('%s is %s: %s', async (code, outcome, expected) => {
    const error = Object.assign(new Error('So it is.'), { code })
    expect(await failing(error).send(outgoingMail())).toMatchObject({ outcome, code: expected })
  })

  it.each([new Error('Network connection lost.'), 'text', null])(
    'an error without a code leaves open whether it was sent: %s',
    async (error) => {
      expect(await failing(error).send(outgoingMail())).toMatchObject({ outcome: 'unknown', code: 'answer_lost' })
    },
  )

  it('cannot be used without its binding', async () => {
    const result = await cloudflareTransport({}).send(outgoingMail())
    expect(result).toMatchObject({ outcome: 'failed', code: 'transport_misconfigured' })
  })
})
