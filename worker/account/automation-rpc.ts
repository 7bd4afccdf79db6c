import type { Automation } from '../domain/automation/automation.ts'
import type { AutomationContent } from '../domain/automation/version.ts'
import type { Suppression } from '../domain/delivery/admit.ts'
import type { Delivery } from '../domain/delivery/delivery.ts'
import type { Endpoint } from '../domain/delivery/endpoint.ts'
import type { DeliveryReport, MailTransportName, TakenDelivery } from '../domain/delivery/taken.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'
import type { Notice, ToldCondition } from '../domain/notice/notice.ts'
import type { Template, TemplateContent } from '../domain/template.ts'

/** An automation as a person writes it. */
export type AutomationInput = AutomationContent

export type AutomationRefusal =
  | { reason: 'not_found' }
  | { reason: 'too_many'; limit: number }
  /** Of the action at that place. */
  | { reason: 'unknown_template' | 'unpublished_template' | 'unknown_endpoint'; at: number; id: string | null }

export type AutomationAnswer =
  | { ok: true; automation: Automation; job: JobRecord | null }
  | ({ ok: false } & AutomationRefusal)

export type TemplateInput = Pick<Template, 'name' | 'kind' | 'category' | 'required' | 'binding' | 'draft'>

export type TemplateAnswer =
  | { ok: true; template: Template }
  | { ok: false; reason: 'not_found' | 'unknown_layout' }
  | { ok: false; reason: 'too_many'; limit: number }
  /** It is what an automation that is on sends, or a layout that is in use. */
  | { ok: false; reason: 'in_use'; by: string }

export type EndpointInput = Pick<Endpoint, 'url' | 'description' | 'events' | 'status'>

export type EndpointAnswer =
  | { ok: true; endpoint: Endpoint }
  | { ok: false; reason: 'not_found' }
  | { ok: false; reason: 'too_many'; limit: number }

export type ResendAnswer =
  | { ok: true; delivery: Delivery }
  | { ok: false; reason: 'not_found' | 'under_way' | 'was_sent' }

/** How mails leave; null: the deployment has no way. */
export type Transport = { name: MailTransportName; isIdempotent: boolean } | null

export interface TestMail {
  to: string
  template: Delivery['template']
  content: TemplateContent
  /** Of the template's, which the content is in; null or absent: the default. */
  language?: string | null
  customerId: string | null
}

/** What a provider says later of a mail that it took. */
export interface ProviderTold {
  status: 'delivered' | 'bounced' | 'complained'
  code: string
  reason: string
  /** Writing to that address again is of no use. */
  isAddressLost: boolean
}

/** `too_early`: our own report that it was sent comes first. `ignored`: not known, told before, or graver was. */
export type ProviderNoted = 'noted' | 'too_early' | 'ignored'

/**
 * What people write, and what becomes of mails and webhooks. Each is durable, and stands in the read model, when it returns
 * (unless D1 is down: then it follows).
 */
export interface AutomationRpc {
  /** Without an id it is made. A change of its days makes everybody's reminders anew, by a job. `by` is kept with the version. */
  saveAutomation(tenant: Tenant, id: string | null, input: AutomationInput, by: string): Promise<AutomationAnswer>
  deleteAutomation(tenant: Tenant, id: string): Promise<{ automation: Automation; job: JobRecord | null } | null>
  /** `isNew` with an id: that id is taken, unless there is one of it already. */
  saveTemplate(tenant: Tenant, id: string | null, input: TemplateInput, isNew: boolean): Promise<TemplateAnswer>
  publishTemplate(tenant: Tenant, id: string, by: string): Promise<TemplateAnswer>
  revertTemplate(tenant: Tenant, id: string, version: number): Promise<TemplateAnswer>
  deleteTemplate(tenant: Tenant, id: string): Promise<TemplateAnswer>
  /** `secret` is sealed before it is kept. */
  createEndpoint(tenant: Tenant, input: EndpointInput, secret: string): Promise<EndpointAnswer>
  updateEndpoint(tenant: Tenant, id: string, patch: Partial<EndpointInput>): Promise<EndpointAnswer>
  /** The former secret signs along for a day. */
  rotateEndpointSecret(tenant: Tenant, id: string, secret: string): Promise<EndpointAnswer>
  deleteEndpoint(tenant: Tenant, id: string): Promise<EndpointAnswer>
  testEndpoint(tenant: Tenant, id: string): Promise<Delivery | null>
  /** What failed or was missed since a moment (ms) goes out again; answers how many. Null: there is no such endpoint. */
  recoverEndpoint(tenant: Tenant, id: string, sinceMs: number): Promise<number | null>
  resendDelivery(tenant: Tenant, id: string, isForced: boolean): Promise<ResendAnswer>
  sendTestMail(tenant: Tenant, of: TestMail): Promise<Delivery>
  suppress(tenant: Tenant, of: Omit<Suppression, 'createdAtMs'>): Promise<Suppression>
  unsuppress(tenant: Tenant, email: string): Promise<Suppression | null>
  /** All that is wrong with the connection now: the owner is told what is new, and of what is over. */
  noteConditions(tenant: Tenant, conditions: ToldCondition[]): Promise<void>
  /** A person has seen it; null: there is no notice of that id. */
  dismissNotice(tenant: Tenant, id: string): Promise<Notice | null>
  /** What a provider told of a mail later. */
  noteProvider(tenant: Tenant, id: string, told: ProviderTold): Promise<ProviderNoted>
  /** What is to be sent of these, each with all that it takes; what is settled or not yet due is left out. */
  takeDeliveries(tenant: Tenant, ids: string[], transport: Transport): Promise<TakenDelivery[]>
  /** Durable once it returns. Reporting twice changes nothing. */
  reportDeliveries(tenant: Tenant, reports: DeliveryReport[]): Promise<void>
}
