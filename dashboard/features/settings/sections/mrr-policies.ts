import type { AccountSettings } from '../../../../worker/domain/settings.ts'
import type { Choice } from '../fields/choice-row.tsx'

interface MrrPolicy {
  key: keyof AccountSettings['mrr']
  title: string
  about: string
  choices: Choice[]
  /** What other tools do by default, so that figures can be compared. */
  others: string
}

/** The four policies on which tools differ (https://docs.stripe.com/billing/subscriptions/analytics). */
export const MRR_POLICIES: MrrPolicy[] = [
  {
    key: 'discounts',
    title: 'Discounts',
    about: 'Which discounts make MRR smaller.',
    choices: [
      { value: 'forever_only', label: 'Those without end', note: 'A coupon of three months does not move MRR.' },
      { value: 'all_active', label: 'All that are active', note: 'MRR grows again when a discount runs out.' },
      { value: 'none', label: 'None', note: 'MRR is what the prices say.' },
    ],
    others: 'Stripe subtracts those without end; ChartMogul, Baremetrics and ProfitWell all of them.',
  },
  {
    key: 'churn_at',
    title: 'A scheduled cancellation',
    about: 'When MRR goes, once somebody has asked to end at a later date.',
    choices: [
      { value: 'period_end', label: 'On the date it ends', note: 'Committed MRR shows it from the request on.' },
      { value: 'request', label: 'When it is asked for', note: 'It counts as churn although it is still paid for.' },
    ],
    others:
      'Stripe lets it go at the request by default, Ghost too; Polar waits for the end; ChartMogul lets you choose.',
  },
  {
    key: 'pause',
    title: 'Paused collection',
    about: 'Whether a subscription counts while no money is taken for it.',
    choices: [
      {
        value: 'exclude',
        label: 'It does not count',
        note: 'It leaves at the end of the paid period where invoices are voided, else at once.',
      },
      { value: 'keep', label: 'It goes on counting', note: 'MRR does not move with a pause.' },
    ],
    others: 'ChartMogul keeps counting it; Stripe does not state what it does.',
  },
  {
    key: 'metered',
    title: 'Metered prices',
    about: 'Whether use that is billed afterwards counts as recurring.',
    choices: [
      { value: 'exclude', label: 'They do not count', note: 'MRR is what is agreed, whatever is used.' },
      { value: 'last_period', label: 'As in the last period', note: 'The last invoice stands for the next.' },
    ],
    others: 'Stripe, ChartMogul and Polar leave them out.',
  },
]
