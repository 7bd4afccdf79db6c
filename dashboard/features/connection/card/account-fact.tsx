import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { Fact } from './fact.tsx'

/** Whose Stripe account it is. */
export function AccountFact({ connection }: { connection: Connection }) {
  const { stripe_account: account, mode, connected_at: connectedAt } = connection
  if (!account)
    return (
      <Fact name="Stripe account">
        <span className="text-soft">Not known: events do not name it</span>
      </Fact>
    )
  const facts = [account.country, `${mode} mode`].filter(Boolean)
  return (
    <Fact
      name="Stripe account"
      note={
        <>
          {account.name && <code className="block font-mono text-xs leading-5 break-all">{account.id}</code>}
          {facts.join(' · ')}
          {connectedAt && (
            <>
              {' · connected '}
              <TimeAgo at={connectedAt} />
            </>
          )}
        </>
      }
    >
      <span className="font-medium">{account.name ?? account.id}</span>
    </Fact>
  )
}
