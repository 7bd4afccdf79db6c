import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { NumberedStep } from '../../../components/numbered-step.tsx'
import type { ConnectionWays } from '../../../lib/api-types.ts'
import { KeyForm } from './key-form.tsx'
import { PermissionList } from './permission-list.tsx'

interface KeyWayProps {
  mode: Mode
  ways: ConnectionWays
  importMonths: number
  onConnected: () => void
}

/** From nothing to connected with a restricted key. */
export function KeyWay({ mode, ways, importMonths, onConnected }: KeyWayProps) {
  const { create_url: createUrl, permissions } = ways.restricted_key
  return (
    <ol className="flex flex-col divide-y divide-line">
      <NumberedStep number={1} title="Create a key in Stripe">
        <p className="max-w-[75ch]">
          Stripe opens with a name and every box below ticked already. Press <em>Create key</em> there and copy it. The
          key reads; the one thing that it may write is the webhook endpoint that brings events here.
        </p>
        <p>
          <ExternalLink href={createUrl} className={buttonClass('primary')}>
            Open Stripe
          </ExternalLink>
        </p>
        <details className="mt-1" open>
          <summary className="mb-2 w-fit rounded-sm text-sm hover:text-ink">
            What it allows, and why ({permissions.length})
          </summary>
          <PermissionList permissions={permissions} />
        </details>
      </NumberedStep>
      <NumberedStep number={2} title="Paste it here">
        <KeyForm mode={mode} ways={ways} importMonths={importMonths} onConnected={onConnected} />
      </NumberedStep>
      <NumberedStep number={3} title="What happens then">
        <ul className="flex max-w-[75ch] list-disc flex-col gap-1 pl-4">
          <li>Billhook registers its webhook endpoint in your Stripe account, so that new events arrive.</li>
          <li>
            It reads the catalog, customers, subscriptions and the payments of the time chosen. You see each list
            counting; it goes on when you close the page.
          </li>
          <li>No automation runs for what is imported. Nobody is written to.</li>
          <li>Card and bank details, payouts and balances are never read.</li>
        </ul>
      </NumberedStep>
    </ol>
  )
}
