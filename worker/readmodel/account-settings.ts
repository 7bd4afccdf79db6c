import type { Tenant } from '../domain/ids.ts'
import type { Segment } from '../domain/segment.ts'
import type { SettingsPatch } from '../domain/settings.ts'

/** What a person has changed; see `effectiveSettings` for what is in force. Built-in segments are not among these. */
export interface ChangedSettings {
  changed: SettingsPatch
  segments: Segment[]
  /** How far the tenant's clock was moved; 0 but in development. */
  clockOffsetMs: number
}

interface SettingsRow {
  changed: string
  segments: string
  clock_offset_ms: number
}

export function rowToChangedSettings(row: SettingsRow): ChangedSettings {
  return {
    changed: JSON.parse(row.changed) as SettingsPatch,
    segments: JSON.parse(row.segments) as Segment[],
    clockOffsetMs: row.clock_offset_ms,
  }
}

/** Nothing is changed where nothing was written yet. */
export async function readChangedSettings(db: D1Database, tenant: Tenant): Promise<ChangedSettings> {
  const row = await db
    .prepare('SELECT changed, segments, clock_offset_ms FROM account_settings WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .first<SettingsRow>()
  return row ? rowToChangedSettings(row) : { changed: {}, segments: [], clockOffsetMs: 0 }
}
