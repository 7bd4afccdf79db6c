import { makeId } from '../../auth/tokens.ts'
import type { Automation } from '../../domain/automation/automation.ts'
import { BUILT_IN_LAYOUTS, type Template, type TemplateVersion, versionId } from '../../domain/template.ts'
import type { TemplateAnswer, TemplateInput } from '../automation-rpc.ts'
import type { Bench } from '../customers/derive.ts'
import { countDocuments, deleteDocument, listDocuments, readDocument, writeDocument } from './documents.ts'

const MAX_TEMPLATES = 500

/** Makes one, or changes the draft of the one of that id; what is published stays. `id` of a new one may be chosen. */
export function saveTemplate(bench: Bench, id: string | null, input: TemplateInput, isNew: boolean): TemplateAnswer {
  const { ws, nowMs } = bench
  const { sql } = ws
  const before = id === null ? null : readDocument<Template>(sql, 'template', id)
  if (!isNew && !before) return { ok: false, reason: 'not_found' }
  if (!before && countDocuments(sql, 'template') >= MAX_TEMPLATES)
    return { ok: false, reason: 'too_many', limit: MAX_TEMPLATES }
  const { layout } = input.draft
  if (layout !== null && !isLayout(sql, layout)) return { ok: false, reason: 'unknown_layout' }
  const template: Template = {
    ...input,
    id: before?.id ?? id ?? makeId('tmpl'),
    version: (before?.publishedVersion ?? 0) + 1,
    publishedVersion: before?.publishedVersion ?? null,
    createdAtMs: before?.createdAtMs ?? nowMs,
    updatedAtMs: nowMs,
  }
  keep(bench, template)
  return { ok: true, template }
}

/** What the draft says is what mails say from now on; runs that wait send it too. */
export function publishTemplate(bench: Bench, id: string, by: string): TemplateAnswer {
  const { ws, nowMs } = bench
  const template = readDocument<Template>(ws.sql, 'template', id)
  if (!template) return { ok: false, reason: 'not_found' }
  if (template.version === template.publishedVersion) return { ok: true, template }
  const { version, draft: content, category, required } = template
  const published: TemplateVersion = { template: id, version, content, category, required, publishedAtMs: nowMs, by }
  writeDocument(ws.sql, 'template_version', versionId(id, version), published)
  ws.acts.touchDocument('template_version', versionId(id, version))
  const next = { ...template, publishedVersion: version, updatedAtMs: nowMs }
  keep(bench, next)
  return { ok: true, template: next }
}

/** An earlier version becomes the draft; it is published when somebody says so. */
export function revertTemplate(bench: Bench, id: string, version: number): TemplateAnswer {
  const { ws, nowMs } = bench
  const template = readDocument<Template>(ws.sql, 'template', id)
  const former = readDocument<TemplateVersion>(ws.sql, 'template_version', versionId(id, version))
  if (!template || !former) return { ok: false, reason: 'not_found' }
  const { content: draft, category, required } = former
  const next = {
    ...template,
    draft,
    category,
    required,
    version: (template.publishedVersion ?? 0) + 1,
    updatedAtMs: nowMs,
  }
  keep(bench, next)
  return { ok: true, template: next }
}

export function deleteTemplate(bench: Bench, id: string): TemplateAnswer {
  const { ws } = bench
  const template = readDocument<Template>(ws.sql, 'template', id)
  if (!template) return { ok: false, reason: 'not_found' }
  const by = userOf(ws.sql, id)
  if (by !== null) return { ok: false, reason: 'in_use', by }
  deleteDocument(ws.sql, 'template', id)
  ws.acts.touchDocument('template', id)
  return { ok: true, template }
}

function isLayout(sql: SqlStorage, id: string): boolean {
  const isBuiltIn = BUILT_IN_LAYOUTS.some((name) => name === id)
  return isBuiltIn || readDocument<Template>(sql, 'template', id)?.kind === 'layout'
}

function userOf(sql: SqlStorage, id: string): string | null {
  const automation = listDocuments<Automation>(sql, 'automation').find(
    ({ status, actions }) =>
      status === 'on' && actions.some((action) => action.type === 'send_email' && action.template === id),
  )
  const wrapped = listDocuments<Template>(sql, 'template').find(({ draft }) => draft.layout === id)
  return automation?.name ?? wrapped?.name ?? null
}

function keep({ ws }: Bench, template: Template): void {
  writeDocument(ws.sql, 'template', template.id, template)
  ws.acts.touchDocument('template', template.id)
}
