import { getRouteApi, Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { CustomerList } from '../../features/customers/list/customer-list.tsx'
import { NewCustomer } from '../../features/customers/list/new-customer.tsx'
import { useNames } from './use-names.ts'

const route = getRouteApi('/$mode/customers')

export function CustomersPage() {
  const { mode } = route.useParams()
  return (
    <>
      <PageHeading title="Customers">
        <NewCustomer mode={mode} />
      </PageHeading>
      <CustomerList
        mode={mode}
        search={route.useSearch()}
        names={useNames(mode)}
        firstUse={
          <EmptyState title={`No customer in ${mode} mode yet`}>
            <p>
              Everybody who pays through Stripe is listed here, with what they may use and why. The first one comes with
              the import, or with the first event about somebody new.
            </p>
            <Link to="/$mode/connect" params={{ mode }} search={{}} className={buttonClass('primary')}>
              Connect Stripe
            </Link>
          </EmptyState>
        }
      />
    </>
  )
}
