import { makeId } from '../../auth/tokens.ts'
import type { Automation } from '../../domain/automation/automation.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { sameJson } from '../../domain/json.ts'
import { noticeId } from '../../domain/notice/notice.ts'
import type { Template } from '../../domain/template.ts'
import type { AutomationInput, AutomationRefusal } from '../automation-rpc.ts'
import type { Bench } from '../customers/derive.ts'
import { deleteVersions, keepVersion } from './automation-versions.ts'
import { countDocuments, deleteDocument, readDocument } from './documents.ts'
import { keepAutomation, noteReminders } from './keep-automation.ts'
import { endNotice, forgetNotice } from './notices.ts'

const MAX_AUTOMATIONS = 200

/** Makes one, or changes the one of that id. What it needs has to be there before it is on. */
export function saveAutomation(
  bench: Bench,
  id: string | null,
  input: AutomationInput,
  by: string,
): { ok: true; automation: Automation } | ({ ok: false } & AutomationRefusal) {
  const { ws, nowMs } = bench
  const { sql } = ws
  const before = id === null ? null : readDocument<Automation>(sql, 'automation', id)
  if (id !== null && !before) return { ok: false, reason: 'not_found' }
  if (!before && countDocuments(sql, 'automation') >= MAX_AUTOMATIONS)
    return { ok: false, reason: 'too_many', limit: MAX_AUTOMATIONS }
  // What it lacks since then keeps nobody from pausing or renaming it.
  const isSame = before !== null && input.status !== 'on' && sameJson(before.actions, input.actions)
  const lacking = isSame ? null : lackingOf(sql, input)
  if (lacking) return { ok: false, ...lacking }
  const isOn = input.status === 'on'
  const automation: Automation = {
    ...input,
    id: before?.id ?? makeId('auto'),
    version: (before?.version ?? 0) + 1,
    onSinceMs: isOn ? (before?.status === 'on' ? before.onSinceMs : nowMs) : null,
    failures: 0,
    pausedBecause: null,
    createdAtMs: before?.createdAtMs ?? nowMs,
    updatedAtMs: nowMs,
  }
  keepAutomation(bench, automation)
  endNotice(bench, noticeId('automation_paused', automation.id))
  keepVersion(bench, before, automation, by)
  return { ok: true, automation }
}

export function deleteAutomation(bench: Bench, id: string): Automation | null {
  const { ws } = bench
  const automation = readDocument<Automation>(ws.sql, 'automation', id)
  if (!automation) return null
  deleteDocument(ws.sql, 'automation', id)
  forgetNotice(bench, noticeId('automation_paused', id))
  ws.acts.touchDocument('automation', id)
  deleteVersions(bench, id)
  noteReminders(ws.sql)
  return automation
}

function lackingOf(sql: SqlStorage, { status, actions }: AutomationInput): AutomationRefusal | null {
  for (const [at, action] of actions.entries()) {
    if (action.type === 'webhook' && !readDocument<Endpoint>(sql, 'endpoint', action.endpoint))
      return { reason: 'unknown_endpoint', at, id: action.endpoint }
    if (action.type !== 'send_email' || action.template === undefined) continue
    const template = readDocument<Template>(sql, 'template', action.template)
    if (template?.kind !== 'mail') return { reason: 'unknown_template', at, id: action.template }
    if (status === 'on' && template.publishedVersion === null)
      return { reason: 'unpublished_template', at, id: action.template }
  }
  return null
}
