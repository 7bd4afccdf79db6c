import type { Automation } from '../../domain/automation/automation.ts'
import { automationVersionId, versionOf } from '../../domain/automation/version.ts'
import type { Bench } from '../customers/derive.ts'
import { deleteDocumentsFrom, readDocument, writeDocument } from './documents.ts'

/** Keeps what it is now as a version. Of one that was made before versions were kept, also what it was until now. */
export function keepVersion(bench: Bench, before: Automation | null, automation: Automation, by: string): void {
  if (before && !hasVersion(bench, before)) write(bench, before, null)
  write(bench, automation, by)
}

export function deleteVersions({ ws }: Bench, automation: string): void {
  for (const id of deleteDocumentsFrom(ws.sql, 'automation_version', automationVersionId(automation, '')))
    ws.acts.touchDocument('automation_version', id)
}

function hasVersion({ ws }: Bench, { id, version }: Automation): boolean {
  return readDocument(ws.sql, 'automation_version', automationVersionId(id, version)) !== null
}

function write({ ws }: Bench, automation: Automation, by: string | null): void {
  const id = automationVersionId(automation.id, automation.version)
  writeDocument(ws.sql, 'automation_version', id, versionOf(automation, by))
  ws.acts.touchDocument('automation_version', id)
}
