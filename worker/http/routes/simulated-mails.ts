import type { Simulation as Simulated } from '../../account/simulation-rpc.ts'
import { plansNamed } from '../../mail/plans-named.ts'
import { renderTaken } from '../../mail/render-taken.ts'
import { readMailAccount } from '../../readmodel/mail-account.ts'
import type { AppContext } from '../middleware/context.ts'
import type { SimulatedMail } from '../schemas/simulation.ts'

type TakenMail = Simulated['mails'][number]

/** The words of each mail, or why it has none. */
export function simulatedMails(c: AppContext, mails: readonly TakenMail[]): Promise<SimulatedMail[]> {
  return Promise.all(mails.map((mail) => simulatedMail(c, mail)))
}

async function simulatedMail(c: AppContext, taken: TakenMail): Promise<SimulatedMail> {
  const { delivery, to, category, held } = taken
  const about = {
    to,
    trigger: delivery.occurrence?.trigger ?? null,
    automation: delivery.run?.automation ?? null,
    template: delivery.template?.id ?? null,
    held: held && { code: held.code, message: held.reason },
  }
  // A link that leads nowhere: nobody is to unsubscribe by looking at what was never sent.
  const unsubscribe = category === 'marketing' ? `${c.var.config.publicBaseUrl}/api/unsubscribe/preview` : undefined
  const around = await readMailAccount(c.env.DB, c.var.tenant, plansNamed(taken.customer, taken.event))
  const rendered = await renderTaken(taken, {
    ...{ ...around, unsubscribe, dashboardUrl: c.var.config.publicBaseUrl },
  })
  if (rendered.ok) {
    const { subject, html, text, language } = rendered.value
    return { ...about, language, subject, html, text, error: null }
  }
  const { code, reason } = rendered.error
  return { ...about, language: null, subject: null, html: null, text: null, error: { code, message: reason } }
}
