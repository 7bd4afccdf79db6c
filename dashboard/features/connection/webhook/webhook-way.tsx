import { CodeLine } from '../../../components/code-line.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { NumberedStep } from '../../../components/numbered-step.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { stripePage } from '../../../lib/stripe-page.ts'
import { endpointUrl, listenCommand } from '../connection-words.ts'
import { FirstEvent } from './first-event.tsx'
import { SecretForm } from './secret-form.tsx'

/** From nothing to the first event with a signing secret alone. */
export function WebhookWay({ connection, onSaved }: { connection: Connection; onSaved: () => void }) {
  const { mode } = connection
  const url = endpointUrl(connection, window.location.origin)
  return (
    <ol className="flex flex-col divide-y divide-line">
      <NumberedStep number={1} title="Point Stripe at this address">
        <p>
          In Stripe, add a webhook endpoint with this address and choose the events to send: all of customer, invoice,
          charge, refund, product, price and coupon.{' '}
          <ExternalLink href={stripePage('webhooks', mode)}>Stripe’s webhooks</ExternalLink>
        </p>
        <CodeLine code={url} what="endpoint address" />
        <p>Or forward events to this machine with the Stripe CLI:</p>
        <CodeLine code={listenCommand(url, mode)} what="command" />
      </NumberedStep>
      <NumberedStep number={2} title="Paste its signing secret">
        <p>Stripe shows it on the endpoint’s page; the CLI prints one of its own when it starts.</p>
        <SecretForm mode={mode} onSaved={onSaved} />
      </NumberedStep>
      <NumberedStep number={3} title="Send an event">
        <FirstEvent mode={mode} />
      </NumberedStep>
    </ol>
  )
}
