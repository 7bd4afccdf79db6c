import type { Mode } from '../../../../worker/domain/ids.ts'
import { ExternalLink } from '../../../components/external-link.tsx'
import { Panel } from '../../../components/panel.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { stripePage } from '../../../lib/stripe-page.ts'
import { AccessBadge } from '../access-badge.tsx'
import type { Names } from '../names.ts'
import { StatusBadge } from './status-badge.tsx'
import { hasEnded, itemWords, mrrWords, periodWords, type Subscription } from './subscription-words.ts'

interface SubscriptionsPanelProps {
  mode: Mode
  customer: Customer
  names: Names
}

/** What is subscribed to; what has ended is folded away. */
export function SubscriptionsPanel({ mode, customer, names }: SubscriptionsPanelProps) {
  const live = customer.subscriptions.filter((one) => !hasEnded(one))
  const ended = customer.subscriptions.filter(hasEnded)
  return (
    <Panel title="Subscriptions">
      {customer.subscriptions.length === 0 && (
        <p className="px-4 py-4 text-soft">There has been no subscription yet.</p>
      )}
      {live.map((one) => (
        <SubscriptionCard key={one.id} mode={mode} subscription={one} names={names} />
      ))}
      {ended.length > 0 && (
        <details open={live.length === 0} className="border-t border-line first-of-type:border-t-0">
          <summary className="px-4 py-2.5 text-sm text-soft hover:text-ink">
            {countOf(ended.length, 'subscription')} that ended
          </summary>
          {ended.map((one) => (
            <SubscriptionCard key={one.id} mode={mode} subscription={one} names={names} />
          ))}
        </details>
      )}
    </Panel>
  )
}

interface SubscriptionCardProps {
  mode: Mode
  subscription: Subscription
  names: Names
}

function SubscriptionCard({ mode, subscription, names }: SubscriptionCardProps) {
  const { id, items, status, access, packages } = subscription
  return (
    <article
      aria-label={`Subscription ${id}`}
      className="flex flex-col gap-2 border-t border-line px-4 py-3.5 first-of-type:border-t-0"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={status} />
        <ExternalLink
          href={stripePage(`subscriptions/${id}`, mode)}
          className="font-mono text-xs break-all text-soft underline decoration-line-strong underline-offset-3 hover:text-ink"
        >
          {id}
        </ExternalLink>
      </div>
      <ul>
        {items.map((item) => (
          <li key={item.id} className="font-medium break-words">
            {itemWords(item, names)}
          </li>
        ))}
      </ul>
      {!hasEnded(subscription) && <p>{mrrWords(subscription)}</p>}
      <p className="text-soft">{periodWords(subscription).join(' ')}</p>
      <div className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
        <span>Access by it</span>
        <AccessBadge state={access} />
        {packages.length > 0 && <span className="break-words">Packages {packages.join(', ')}</span>}
      </div>
    </article>
  )
}
