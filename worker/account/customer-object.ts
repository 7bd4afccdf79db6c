import { configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import type { Segment } from '../domain/segment.ts'
import { joinPatches, type SettingsPatch } from '../domain/settings.ts'
import { workOff } from './automations/start.ts'
import type {
  CustomerAnswer,
  CustomerPatch,
  CustomerRpc,
  NewCustomer,
  SegmentAnswer,
  SettingsAnswer,
  SettingsPreview,
  Settlement,
  UnmatchedAnswer,
} from './customer-rpc.ts'
import {
  createCustomer,
  eraseCustomer,
  mergeCustomer,
  recomputeCustomer,
  updateCustomer,
} from './customers/commands.ts'
import type { Bench } from './customers/derive.ts'
import { previewRules } from './customers/preview.ts'
import { noticeRules } from './customers/recompute.ts'
import { deleteSegment, saveSegment } from './customers/segments.ts'
import { settleUnmatched } from './customers/settle-unmatched.ts'
import { Workspace } from './customers/workspace.ts'
import { readAskedReminders, readStoredRules, rulesFrom, rulesOf, writeStoredRules } from './rules.ts'
import { TenantObject } from './tenant-object.ts'

/** Commands about customers and the rules they are derived by. */
export abstract class CustomerObject extends TenantObject implements CustomerRpc {
  async createCustomer(tenant: Tenant, input: NewCustomer, by: string): Promise<CustomerAnswer> {
    return this.command(tenant, (bench) => createCustomer(bench, input, by))
  }

  async updateCustomer(tenant: Tenant, id: string, patch: CustomerPatch, by: string): Promise<CustomerAnswer> {
    return this.command(tenant, (bench) => updateCustomer(bench, id, patch, by))
  }

  async eraseCustomer(tenant: Tenant, id: string, by: string): Promise<CustomerAnswer> {
    return this.command(tenant, (bench) => eraseCustomer(bench, id, by))
  }

  async mergeCustomer(tenant: Tenant, id: string, into: string, by: string): Promise<CustomerAnswer> {
    return this.command(tenant, (bench) => mergeCustomer(bench, id, into, by))
  }

  async recomputeCustomer(tenant: Tenant, id: string): Promise<CustomerAnswer> {
    return this.command(tenant, (bench) => recomputeCustomer(bench, id))
  }

  async settleUnmatched(
    tenant: Tenant,
    stripeCustomerId: string,
    settlement: Settlement,
    by: string,
  ): Promise<UnmatchedAnswer> {
    return this.command(tenant, (bench) => settleUnmatched(bench, stripeCustomerId, settlement, by))
  }

  async changeSettings(tenant: Tenant, patch: SettingsPatch, _by: string): Promise<SettingsAnswer> {
    return this.command(tenant, ({ ws, nowMs }) => {
      const { changed, segments } = readStoredRules(ws.sql)
      writeStoredRules(ws.sql, { changed: joinPatches(changed, patch), segments })
      const rules = rulesOf(ws.sql, configOf(this.env), tenant)
      return { settings: rules.settings, job: noticeRules({ ws, rules, nowMs }) }
    })
  }

  async previewSettings(tenant: Tenant, patch: SettingsPatch, after: string | null): Promise<SettingsPreview> {
    return this.serve(tenant, null, (sql) => {
      const { changed, segments } = readStoredRules(sql)
      const rules = rulesFrom(
        { changed: joinPatches(changed, patch), segments },
        readAskedReminders(sql),
        configOf(this.env),
        tenant,
      )
      return previewRules(sql, rules, after, this.clock.nowMs())
    })
  }

  async saveSegment(
    tenant: Tenant,
    segment: Pick<Segment, 'name' | 'conditions'> & { id?: string },
  ): Promise<SegmentAnswer> {
    return this.command(tenant, (bench) =>
      this.#noticed(tenant, bench, saveSegment(bench.ws.sql, segment, bench.nowMs)),
    )
  }

  async deleteSegment(tenant: Tenant, id: string): Promise<SegmentAnswer> {
    return this.command(tenant, (bench) => this.#noticed(tenant, bench, deleteSegment(bench.ws.sql, id)))
  }

  #noticed(tenant: Tenant, { ws, nowMs }: Bench, answer: ReturnType<typeof saveSegment>): SegmentAnswer {
    if (!answer.ok) return answer
    return { ...answer, job: noticeRules({ ws, rules: rulesOf(ws.sql, configOf(this.env), tenant), nowMs }) }
  }

  /** What a command writes commits together; it is answered once the read model has it. */
  protected async command<T>(tenant: Tenant, run: (bench: Bench) => T): Promise<T> {
    const answer = this.onBench(tenant, 0, run)
    await this.projected()
    return answer
  }

  /** All that `run` does, and what that starts, commits together. */
  protected onBench<T>(tenant: Tenant, wakeInMs: number | null, run: (bench: Bench) => T): T {
    return this.serve(tenant, wakeInMs, (sql) => {
      const ws = new Workspace(sql)
      const bench = { ws, rules: rulesOf(sql, configOf(this.env), tenant), nowMs: this.clock.nowMs() }
      const done = run(bench)
      workOff(bench)
      ws.keep()
      ws.flush()
      return done
    })
  }
}
