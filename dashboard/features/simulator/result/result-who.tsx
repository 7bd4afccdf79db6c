import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../../components/text-link.ts'
import type { Simulation } from '../../../lib/api-types.ts'

export function ResultWho({ mode, customer }: { mode: Mode; customer: Simulation['customer'] }) {
  if (!customer)
    return (
      <p className="text-soft">
        Nobody’s: it would belong to no customer, or wait among the unmatched until a person links it.
      </p>
    )
  const name = customer.name || customer.email || customer.external_id || customer.id
  if (customer.created)
    return (
      <p className="break-words text-soft">
        A customer would be created: <span className="font-medium text-ink">{name}</span>
        {customer.email && customer.email !== name && ` (${customer.email})`}, for the Stripe customer{' '}
        <code className="font-mono text-xs">{customer.external_id}</code>.
      </p>
    )
  return (
    <p className="break-words text-soft">
      It belongs to{' '}
      <Link
        to="/$mode/customers/$customerId"
        params={{ mode, customerId: customer.id }}
        search={{}}
        className={TEXT_LINK}
      >
        {name}
      </Link>
      , who is here already.
    </p>
  )
}
