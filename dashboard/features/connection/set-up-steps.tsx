import type { ReactNode } from 'react'
import { CodeLine } from '../../components/code-line.tsx'
import { ExternalLink } from '../../components/external-link.tsx'
import type { Connection } from '../../lib/api-types.ts'
import { endpointUrl, listenCommand } from './connection-words.ts'
import { SecretForm } from './secret-form.tsx'

/** The way from nothing to the first event, for a mode that is not connected. */
export function SetUpSteps({ connection }: { connection: Connection }) {
  const { mode } = connection
  const url = endpointUrl(connection, window.location.origin)
  return (
    <ol className="flex flex-col divide-y divide-line">
      <Step number={1} title="Point Stripe at this address">
        <p>
          In Stripe, add a webhook endpoint with this address and choose the events to send, best all of them.{' '}
          <ExternalLink href={`https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}webhooks`}>
            Stripe’s webhooks
          </ExternalLink>
        </p>
        <CodeLine code={url} what="endpoint address" />
        <p>Or forward events to this machine with the Stripe CLI:</p>
        <CodeLine code={listenCommand(url, mode)} what="command" />
      </Step>
      <Step number={2} title="Paste its signing secret">
        <p>Stripe shows it on the endpoint’s page; the CLI prints one of its own when it starts.</p>
        <SecretForm mode={mode} />
      </Step>
      <Step number={3} title="Send an event">
        {mode === 'test' ? (
          <>
            <p>It appears here within a second, no reload needed.</p>
            <CodeLine code="stripe trigger product.created" what="command" />
          </>
        ) : (
          <p>The next real event, such as a changed product, appears here within a second.</p>
        )}
      </Step>
    </ol>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3 px-4 py-4">
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong text-xs font-semibold"
      >
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2 text-soft">
        <h3 className="pt-0.5 font-semibold text-ink">{title}</h3>
        {children}
      </div>
    </li>
  )
}
