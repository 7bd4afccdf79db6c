import { seal } from '../auth/sealed.ts'
import { configOf } from '../config.ts'
import type { Automation } from '../domain/automation/automation.ts'
import type { Suppression } from '../domain/delivery/admit.ts'
import type { Delivery } from '../domain/delivery/delivery.ts'
import type { DeliveryReport, TakenDelivery } from '../domain/delivery/taken.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'
import type { Notice, ToldCondition } from '../domain/notice/notice.ts'
import { joinPatches, type SettingsPatch } from '../domain/settings.ts'
import type {
  AutomationAnswer,
  AutomationInput,
  AutomationRpc,
  EndpointAnswer,
  EndpointInput,
  ProviderNoted,
  ProviderTold,
  ResendAnswer,
  TemplateAnswer,
  TemplateInput,
  TestMail,
  Transport,
} from './automation-rpc.ts'
import { deleteAutomation, saveAutomation } from './automations/commands.ts'
import * as deliveries from './automations/delivery-commands.ts'
import * as endpoints from './automations/endpoint-commands.ts'
import { noteConditions } from './automations/note-connection.ts'
import { dismissNotice } from './automations/notices.ts'
import { reportDelivery } from './automations/report.ts'
import { takeDelivery } from './automations/take.ts'
import * as templates from './automations/template-commands.ts'
import { CustomerObject } from './customer-object.ts'
import type { Bench } from './customers/derive.ts'
import { noticeRules } from './customers/recompute.ts'
import { endpointContext } from './endpoint-context.ts'
import type { IncomingEvent } from './rpc.ts'
import { readAskedReminders, readStoredRules, rulesFrom, rulesOf } from './rules.ts'
import { simulate } from './simulate.ts'
import type { Simulation, SimulationRpc } from './simulation-rpc.ts'

/** Reports gather, so that one D1 transaction carries many. */
const SOON_MS = 250

/** What people write about mails, webhooks and automations, and what becomes of these on their way. */
export abstract class AutomationObject extends CustomerObject implements AutomationRpc, SimulationRpc {
  async saveAutomation(
    tenant: Tenant,
    id: string | null,
    input: AutomationInput,
    by: string,
  ): Promise<AutomationAnswer> {
    return this.command(tenant, (bench) => {
      const answer = saveAutomation(bench, id, input, by)
      return answer.ok ? { ...answer, job: this.#remindAnew(tenant, bench) } : answer
    })
  }

  async deleteAutomation(
    tenant: Tenant,
    id: string,
  ): Promise<{ automation: Automation; job: JobRecord | null } | null> {
    return this.command(tenant, (bench) => {
      const automation = deleteAutomation(bench, id)
      return automation && { automation, job: this.#remindAnew(tenant, bench) }
    })
  }

  async saveTemplate(tenant: Tenant, id: string | null, input: TemplateInput, isNew: boolean): Promise<TemplateAnswer> {
    return this.command(tenant, (bench) => templates.saveTemplate(bench, id, input, isNew))
  }

  async publishTemplate(tenant: Tenant, id: string, by: string): Promise<TemplateAnswer> {
    return this.command(tenant, (bench) => templates.publishTemplate(bench, id, by))
  }

  async revertTemplate(tenant: Tenant, id: string, version: number): Promise<TemplateAnswer> {
    return this.command(tenant, (bench) => templates.revertTemplate(bench, id, version))
  }

  async deleteTemplate(tenant: Tenant, id: string): Promise<TemplateAnswer> {
    return this.command(tenant, (bench) => templates.deleteTemplate(bench, id))
  }

  async createEndpoint(tenant: Tenant, input: EndpointInput, secret: string): Promise<EndpointAnswer> {
    const sealed = await this.#sealed(tenant, secret)
    return this.command(tenant, (bench) => endpoints.createEndpoint(bench, input, sealed))
  }

  async updateEndpoint(tenant: Tenant, id: string, patch: Partial<EndpointInput>): Promise<EndpointAnswer> {
    return this.command(tenant, (bench) => endpoints.updateEndpoint(bench, id, patch))
  }

  async rotateEndpointSecret(tenant: Tenant, id: string, secret: string): Promise<EndpointAnswer> {
    const sealed = await this.#sealed(tenant, secret)
    return this.command(tenant, (bench) => endpoints.rotateSecret(bench, id, sealed))
  }

  async deleteEndpoint(tenant: Tenant, id: string): Promise<EndpointAnswer> {
    return this.command(tenant, (bench) => endpoints.deleteEndpoint(bench, id))
  }

  async testEndpoint(tenant: Tenant, id: string): Promise<Delivery | null> {
    return this.command(tenant, (bench) => endpoints.testEndpoint(bench, id))
  }

  async recoverEndpoint(tenant: Tenant, id: string, sinceMs: number): Promise<number | null> {
    return this.command(tenant, (bench) => endpoints.recoverEndpoint(bench, id, sinceMs))
  }

  async resendDelivery(tenant: Tenant, id: string, isForced: boolean): Promise<ResendAnswer> {
    return this.command(tenant, (bench) => deliveries.resendDelivery(bench, id, isForced))
  }

  async sendTestMail(tenant: Tenant, of: TestMail): Promise<Delivery> {
    return this.command(tenant, (bench) => deliveries.sendTest(bench, of))
  }

  async suppress(tenant: Tenant, of: Omit<Suppression, 'createdAtMs'>): Promise<Suppression> {
    return this.command(tenant, (bench) => deliveries.suppress(bench, of))
  }

  async unsuppress(tenant: Tenant, email: string): Promise<Suppression | null> {
    return this.command(tenant, (bench) => deliveries.unsuppress(bench, email))
  }

  async noteConditions(tenant: Tenant, conditions: ToldCondition[]): Promise<void> {
    this.onBench(tenant, SOON_MS, (bench) => noteConditions(bench, conditions))
  }

  async dismissNotice(tenant: Tenant, id: string): Promise<Notice | null> {
    return this.command(tenant, (bench) => dismissNotice(bench, id))
  }

  async noteProvider(tenant: Tenant, id: string, told: ProviderTold): Promise<ProviderNoted> {
    return this.onBench(tenant, SOON_MS, (bench) => deliveries.noteProvider(bench, id, told))
  }

  async takeDeliveries(tenant: Tenant, ids: string[], transport: Transport): Promise<TakenDelivery[]> {
    return this.onBench(tenant, SOON_MS, (bench) =>
      [...new Set(ids)].flatMap((id) => takeDelivery(bench, tenant, id, transport) ?? []),
    )
  }

  async reportDeliveries(tenant: Tenant, reports: DeliveryReport[]): Promise<void> {
    this.onBench(tenant, SOON_MS, (bench) => {
      for (const report of reports) reportDelivery(bench, report)
    })
  }

  async simulate(
    tenant: Tenant,
    events: IncomingEvent[],
    patch: SettingsPatch,
    history: IncomingEvent[] = [],
  ): Promise<Simulation> {
    this.claim(tenant)
    const { sql } = this.ctx.storage
    const { changed, segments } = readStoredRules(sql)
    const asked = readAskedReminders(sql)
    const rules = rulesFrom({ changed: joinPatches(changed, patch), segments }, asked, configOf(this.env), tenant)
    return simulate(this.ctx.storage, tenant, { history, events }, { rules, nowMs: this.clock.nowMs() })
  }

  #sealed(tenant: Tenant, secret: string): Promise<string> {
    this.claim(tenant)
    return seal(configOf(this.env).encryptionKeys, secret, endpointContext(tenant))
  }

  /** The days that automations ask for are a rule like others. */
  #remindAnew(tenant: Tenant, { ws, nowMs }: Bench): JobRecord | null {
    return noticeRules({ ws, rules: rulesOf(ws.sql, configOf(this.env), tenant), nowMs })
  }
}
