import type { Tenant } from '../domain/ids.ts'
import type { Segment } from '../domain/segment.ts'
import type { SettingsPatch } from '../domain/settings.ts'

/** What a person has changed; see `effectiveSettings` for what is in force. Built-in segments are not among these. */
export interface ChangedSettings {
  changed: SettingsPatch
  segments: Segment[]
}

interface SettingsRow {
  changed: string
  segments: string
}

export function rowToChangedSettings(row: SettingsRow): ChangedSettings {
  return { changed: JSON.parse(row.changed) as SettingsPatch, segments: JSON.parse(row.segments) as Segment[] }
}

/** Nothing is changed where nothing was written yet. */
export async function readChangedSettings(db: D1Database, tenant: Tenant): Promise<ChangedSettings> {
  const row = await db
    .prepare('SELECT changed, segments FROM account_settings WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .first<SettingsRow>()
  return row ? rowToChangedSettings(row) : { changed: {}, segments: [] }
}
