import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { Panel } from '../../../components/panel.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { stripePage } from '../../../lib/stripe-page.ts'
import { formatMoment } from '../../../lib/time.ts'
import { CREATION_WORDS } from './creation-words.ts'
import { Fact, Facts } from './facts.tsx'
import { SetBy } from './set-by.tsx'

/** Who the customer is in each system, and how it came to be here. */
export function IdentityPanel({ mode, customer }: { mode: Mode; customer: Customer }) {
  const { id, user_id, stripe_customer_ids, kind, created_by, created_at, stripe_created_at } = customer
  const deleted = customer.deleted_stripe_customer_ids
  return (
    <Panel title="Identity">
      <div className="pt-3">
        <Facts stacked>
          <Fact name="Customer id">
            <Id text={id} what="customer id" />
          </Fact>
          <Fact name="User id">{user_id ? <Id text={user_id} what="user id" /> : 'None'}</Fact>
          <Fact name={stripe_customer_ids.length > 1 ? 'Stripe customers' : 'Stripe customer'}>
            {stripe_customer_ids.length === 0 && 'None'}
            {stripe_customer_ids.map((stripeId) => (
              <span key={stripeId} className="block">
                <Id text={stripeId} what="Stripe customer id" />
                <span className="flex min-h-6 items-center gap-3 text-sm text-soft">
                  <Link to="/$mode/events" params={{ mode }} search={{ customer: stripeId }} className={TEXT_LINK}>
                    Its events
                  </Link>
                  {deleted.includes(stripeId) ? (
                    'Deleted at Stripe'
                  ) : (
                    <ExternalLink href={stripePage(`customers/${stripeId}`, mode)} className={TEXT_LINK}>
                      Open in Stripe
                    </ExternalLink>
                  )}
                </span>
              </span>
            ))}
          </Fact>
          <Fact name="Kind">{kind === 'user' ? 'User, one person' : 'Account, a company or team'}</Fact>
          <Fact name="Made here">
            {formatMoment(Date.parse(created_at))}
            <span className="block text-sm text-soft">
              {CREATION_WORDS[created_by.rule]}
              {created_by.ref && (
                <>
                  {' '}
                  <SetBy mode={mode} by={created_by.ref} />
                </>
              )}
            </span>
          </Fact>
          {stripe_created_at && <Fact name="Made at Stripe">{formatMoment(Date.parse(stripe_created_at))}</Fact>}
        </Facts>
      </div>
    </Panel>
  )
}

function Id({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  )
}
