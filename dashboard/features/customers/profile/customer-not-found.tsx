import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { isStripeCustomerId } from '../get-customer.ts'

export function CustomerNotFound({ mode, customerId }: { mode: Mode; customerId: string }) {
  const other: Mode = mode === 'test' ? 'live' : 'test'
  const isStripes = isStripeCustomerId(customerId)
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Customer not found · Billhook</title>
      <h1 className="sr-only">Customer not found</h1>
      <EmptyState
        title={isStripes ? `Nobody in ${mode} mode has this Stripe customer` : `No such customer in ${mode} mode`}
      >
        <p>
          <code className="font-mono text-sm break-all">{customerId}</code>{' '}
          {isStripes
            ? 'belongs to no customer here yet. It may wait to be matched, or belong to the other mode.'
            : 'does not exist here. It may belong to the other mode.'}
        </p>
        <div className="flex flex-wrap justify-center gap-2">
          <Link
            to="/$mode/customers/$customerId"
            params={{ mode: other, customerId }}
            search={{}}
            className={buttonClass()}
          >
            Look in {other} mode
          </Link>
          {isStripes && (
            <>
              <Link to="/$mode/unmatched" params={{ mode }} className={buttonClass()}>
                Unmatched
              </Link>
              <Link to="/$mode/events" params={{ mode }} search={{ customer: customerId }} className={buttonClass()}>
                Its events
              </Link>
            </>
          )}
          <Link to="/$mode/customers" params={{ mode }} search={{}} className={buttonClass()}>
            All customers
          </Link>
        </div>
      </EmptyState>
    </div>
  )
}
