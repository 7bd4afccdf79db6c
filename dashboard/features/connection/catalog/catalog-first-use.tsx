import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { canRead } from '../connection-words.ts'
import { useConnection } from '../get-connection.ts'

/** No product yet: either Stripe has none, or it cannot be read. */
export function CatalogFirstUse({ mode }: { mode: Mode }) {
  const { data: connection } = useConnection(mode)
  const reads = connection !== undefined && canRead(connection)
  return (
    <EmptyState title={`No products in ${mode} mode yet`}>
      {reads ? (
        <p>Create one in Stripe and it appears here within a second, or sync the catalog if you just did.</p>
      ) : (
        <>
          <p>
            Connect Stripe and every product, price and coupon is read at once. Without that, they arrive when Stripe
            sends an event about them.
          </p>
          <Link
            to="/$mode/connect"
            params={{ mode }}
            search={{ way: 'restricted_key' }}
            className={buttonClass('primary')}
          >
            Connect Stripe ({mode} mode)
          </Link>
        </>
      )}
    </EmptyState>
  )
}
