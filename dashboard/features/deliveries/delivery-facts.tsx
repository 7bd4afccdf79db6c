import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Panel } from '../../components/panel.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { DeliveryDetail } from '../../lib/api-types.ts'
import { languageWords } from '../../lib/language-words.ts'
import { kindWords } from './delivery-words.ts'

interface DeliveryFactsProps {
  mode: Mode
  delivery: DeliveryDetail
  nameOf: (automationId: string) => string
  templateName: (templateId: string) => string
}

const LINK = `${TEXT_LINK} wrap-anywhere`

/** Why it was sent: event, automation, run; and what it is made of. */
export function DeliveryFacts({ mode, delivery, nameOf, templateName }: DeliveryFactsProps) {
  const { event, automation, run, customer, template, language, endpoint, type, transport, provider_id, resend_of } =
    delivery
  return (
    <Panel title="Why it was sent">
      <dl className="flex flex-col gap-3 px-4 py-3 text-sm">
        <Fact name="Because">{kindWords(delivery)}</Fact>
        {event && (
          <Fact name="Event">
            <Link to="/$mode/events/$eventId" params={{ mode, eventId: event }} search={{}} className={LINK}>
              {event}
            </Link>
          </Fact>
        )}
        {automation && (
          <Fact name="Automation">
            <Link
              to="/$mode/automations/$automationId"
              params={{ mode, automationId: automation }}
              search={{}}
              className={LINK}
            >
              {nameOf(automation)}
            </Link>
          </Fact>
        )}
        {run && (
          <Fact name="Run">
            <Link to="/$mode/runs/$runId" params={{ mode, runId: run }} className={LINK}>
              {run}
            </Link>
          </Fact>
        )}
        {customer && (
          <Fact name="Customer">
            <Link
              to="/$mode/customers/$customerId"
              params={{ mode, customerId: customer.id }}
              search={{}}
              className={LINK}
            >
              {customer.name ?? customer.email ?? customer.id}
            </Link>
          </Fact>
        )}
        {template && (
          <Fact name="Template">
            {templateName(template.id)} <span className="text-faint">version {template.version}</span>
          </Fact>
        )}
        {language && <Fact name="Language">{languageWords(language)}</Fact>}
        {endpoint && (
          <Fact name="Endpoint">
            <Link to="/$mode/endpoints/$endpointId" params={{ mode, endpointId: endpoint }} className={LINK}>
              {endpoint}
            </Link>
          </Fact>
        )}
        {type && <Fact name="Type">{type}</Fact>}
        {transport && <Fact name="Sent by">{transport}</Fact>}
        {provider_id && <Fact name="The provider’s id">{provider_id}</Fact>}
        {resend_of && (
          <Fact name="Sends again">
            <Link to="/$mode/deliveries/$deliveryId" params={{ mode, deliveryId: resend_of }} className={LINK}>
              {resend_of}
            </Link>
          </Fact>
        )}
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
