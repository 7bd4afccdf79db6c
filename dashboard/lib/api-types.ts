/// <reference path="./worker-globals.d.ts" />
import type { LiveMessage } from '../../worker/account/live-message.ts'
import type { Automation, AutomationReport, SavedAutomation } from '../../worker/http/schemas/automation.ts'
import type { AutomationVersion } from '../../worker/http/schemas/automation-version.ts'
import type { Price, Product } from '../../worker/http/schemas/catalog.ts'
import type { Problem } from '../../worker/http/schemas/common.ts'
import type { Condition, Connection, ConnectionWays } from '../../worker/http/schemas/connection.ts'
import type { Customer } from '../../worker/http/schemas/customer.ts'
import type { CustomerSummary } from '../../worker/http/schemas/customer-summary.ts'
import type { Delivery, DeliveryDetail } from '../../worker/http/schemas/delivery.ts'
import type { Endpoint } from '../../worker/http/schemas/endpoint.ts'
import type { EventDetail, EventSummary } from '../../worker/http/schemas/event.ts'
import type { Job } from '../../worker/http/schemas/job.ts'
import type { Metrics } from '../../worker/http/schemas/metrics.ts'
import type { Notice } from '../../worker/http/schemas/notice.ts'
import type { Session } from '../../worker/http/schemas/operator.ts'
import type { OutboxMail } from '../../worker/http/schemas/outbox.ts'
import type { Recipe, TakenRecipe } from '../../worker/http/schemas/recipe.ts'
import type { Run } from '../../worker/http/schemas/run.ts'
import type { Segment } from '../../worker/http/schemas/segment.ts'
import type { Settings } from '../../worker/http/schemas/settings.ts'
import type { Simulation, SimulationInput } from '../../worker/http/schemas/simulation.ts'
import type { Template, TemplatePreview, TemplateVersion, TemplateWarning } from '../../worker/http/schemas/template.ts'
import type { TemplateStarter } from '../../worker/http/schemas/template-starter.ts'
import type { TimelineItem } from '../../worker/http/schemas/timeline.ts'
import type { Unmatched } from '../../worker/http/schemas/unmatched.ts'

/** What the API answers and tells: types only, so that nothing of the Worker gets into the bundle. */
export type {
  Automation,
  AutomationReport,
  AutomationVersion,
  Condition,
  Connection,
  ConnectionWays,
  Customer,
  CustomerSummary,
  Delivery,
  DeliveryDetail,
  Endpoint,
  EventDetail,
  EventSummary,
  Job,
  LiveMessage,
  Metrics,
  Notice,
  OutboxMail,
  Price,
  Problem,
  Product,
  Recipe,
  Run,
  SavedAutomation,
  Segment,
  Session,
  Settings,
  Simulation,
  SimulationInput,
  TakenRecipe,
  Template,
  TemplatePreview,
  TemplateStarter,
  TemplateVersion,
  TemplateWarning,
  TimelineItem,
  Unmatched,
}

/** What a change of rules answers: the rules, and the job that recomputes customers, or null where none is needed. */
export type WithJob<Rules> = Rules & { job: Job | null }
