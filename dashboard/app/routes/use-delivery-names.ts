import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { nameOf } from '../../features/automations/automation-names.ts'
import { automationListQuery } from '../../features/automations/get-automations.ts'
import { endpointChoicesQuery, mailTemplatesQuery } from '../../features/automations/get-parts.ts'
import type { Delivery } from '../../lib/api-types.ts'

/** What deliveries name by id, in words; the id where it is not known, or not any more. */
export function useDeliveryNames(mode: Mode) {
  const { data: automations = [] } = useQuery(automationListQuery(mode))
  const { data: endpoints = [] } = useQuery(endpointChoicesQuery(mode))
  const { data: templates = [] } = useQuery(mailTemplatesQuery(mode))
  return {
    /** Of an automation or endpoint. */
    nameOf: (id: string) => nameOf([...automations, ...endpoints], id),
    templateName: (templateId: string) => nameOf(templates, templateId),
    /** What a delivery said, or told an endpoint. */
    about: ({ template, type }: Delivery) => (template ? nameOf(templates, template.id) : type),
  }
}
