import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { isNotFound } from '../../../lib/api-error.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { customerQuery } from '../get-customer.ts'
import type { Names } from '../names.ts'
import { AccessPanel } from './access-panel.tsx'
import { CustomerHeader } from './customer-header.tsx'
import { CustomerNotFound } from './customer-not-found.tsx'
import { FieldsPanel } from './fields-panel.tsx'
import { FlagNotes } from './flag-notes.tsx'
import { IdentityPanel } from './identity-panel.tsx'
import { LatestPanel } from './latest-panel.tsx'
import { MoneyPanel } from './money-panel.tsx'
import type { ProfileSearch } from './profile-search.ts'
import { ProfileTabs } from './profile-tabs.tsx'
import { SegmentsPanel } from './segments-panel.tsx'
import { SubscriptionsPanel } from './subscriptions-panel.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

interface CustomerViewProps {
  mode: Mode
  /** Its own id, or a Stripe customer's. */
  customerId: string
  search: ProfileSearch
  names: Names
  /** What was sent to a customer. */
  deliveries: (customerId: string) => ReactNode
}

/** One customer whole: what it may use and why, what it pays, where each value comes from, and what happened. */
export function CustomerView({ mode, customerId, search, names, deliveries }: CustomerViewProps) {
  const customer = useQuery({ ...customerQuery(mode, customerId), refetchInterval: useLiveFallbackMs() })

  if (customer.data) {
    const { id } = customer.data
    // Asked for by a Stripe id, or merged into another: from here on its own id stands in the address.
    if (id !== customerId)
      return <Navigate to="/$mode/customers/$customerId" params={{ mode, customerId: id }} search={search} replace />
    return (
      <>
        <CustomerHeader mode={mode} customer={customer.data} search={search} />
        <ProfileTabs mode={mode} customerId={id} search={search} />
        {search.tab === 'timeline' && <TimelinePanel mode={mode} customerId={id} names={names} />}
        {search.tab === 'fields' && <FieldsPanel mode={mode} customer={customer.data} names={names} />}
        {search.tab === 'deliveries' && deliveries(id)}
        {search.tab === undefined && <Overview mode={mode} customer={customer.data} search={search} names={names} />}
      </>
    )
  }
  if (isNotFound(customer.error)) return <CustomerNotFound mode={mode} customerId={customerId} />
  if (customer.isError)
    return (
      <div className="rounded-lg border border-line bg-surface">
        <ErrorState
          title="The customer could not be loaded"
          error={customer.error}
          onRetry={() => void customer.refetch()}
        />
      </div>
    )
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p className="sr-only">Loading the customer</p>
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-4 w-80 max-w-full" />
      <Skeleton className="mt-4 h-48" />
      <Skeleton className="h-48" />
    </div>
  )
}

interface OverviewProps {
  mode: Mode
  customer: Customer
  search: ProfileSearch
  names: Names
}

function Overview({ mode, customer, search, names }: OverviewProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        <FlagNotes customer={customer} />
        <AccessPanel mode={mode} customer={customer} names={names} />
        <SubscriptionsPanel mode={mode} customer={customer} names={names} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-span-2">
        <MoneyPanel customer={customer} />
        <SegmentsPanel mode={mode} customer={customer} names={names} />
        <IdentityPanel mode={mode} customer={customer} />
      </div>
      <LatestPanel mode={mode} customerId={customer.id} search={search} names={names} />
    </div>
  )
}
