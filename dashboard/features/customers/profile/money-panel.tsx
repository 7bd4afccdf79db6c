import { Panel } from '../../../components/panel.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { formatMoney } from '../../../lib/money.ts'
import { moneyWords } from '../../../lib/money-words.ts'
import { formatDate, formatMoment } from '../../../lib/time.ts'
import { Fact, Facts } from './facts.tsx'

/** What the customer pays, has paid and failed to pay; currencies are never added up. */
export function MoneyPanel({ customer }: { customer: Customer }) {
  const { mrr, committed_mrr, trial_mrr, lifetime_value, last_payment, failed_payment } = customer
  const { renewal_date, trial_end, cancel_at } = customer
  const inTrial = trial_mrr.filter(({ amount }) => amount > 0)
  const hasOtherCommitted = moneyWords(committed_mrr) !== moneyWords(mrr)
  return (
    <Panel title="Money">
      <div className="px-4 pt-3 pb-3">
        <p className="text-xs text-faint">MRR</p>
        <p className="text-lg font-semibold tracking-tight break-words">{moneyWords(mrr)}</p>
      </div>
      <Facts stacked>
        {hasOtherCommitted && <Fact name="Of which stays after scheduled ends">{moneyWords(committed_mrr)}</Fact>}
        {inTrial.length > 0 && <Fact name="In trial">{moneyWords(inTrial)}</Fact>}
        <Fact name="Lifetime value">{moneyWords(lifetime_value)}</Fact>
        {renewal_date && <Fact name="Renews">{date(renewal_date)}</Fact>}
        {trial_end && <Fact name="Trial ends">{date(trial_end)}</Fact>}
        {cancel_at && <Fact name="Ends">{date(cancel_at)}</Fact>}
        <Fact name="Last payment">
          {last_payment ? (
            <>
              {moneyWords([last_payment])}, <TimeAgo at={last_payment.at} />
            </>
          ) : (
            'None yet'
          )}
        </Fact>
        {failed_payment && (
          <Fact name="Failed payment">
            <span className="font-medium text-bad">{formatMoney(failed_payment.amount, failed_payment.currency)}</span>,{' '}
            <TimeAgo at={failed_payment.at} />
            <span className="block text-soft">{failureWords(failed_payment)}</span>
          </Fact>
        )}
      </Facts>
    </Panel>
  )
}

function failureWords({ attempts, next_attempt_at, reason }: NonNullable<Customer['failed_payment']>): string {
  const tried = `${countOf(attempts, 'try', 'tries')}${reason ? `: ${reason.replace(/\.$/, '')}` : ''}.`
  return next_attempt_at
    ? `${tried} Stripe tries again on ${formatMoment(Date.parse(next_attempt_at))}.`
    : `${tried} Stripe does not try again by itself.`
}

function date(at: string) {
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={formatMoment(atMs)}>
      {formatDate(atMs)}
    </time>
  )
}
