import { readMetaNumber, writeMeta } from './meta.ts'

/** The one clock of a tenant. Its offset is 0 but in development, where a test may live through a month in a minute. */
export function nowMs(sql: SqlStorage): number {
  return Date.now() + readMetaNumber(sql, 'clock_offset_ms')
}

export function advanceClock(sql: SqlStorage, seconds: number): number {
  writeMeta(sql, 'clock_offset_ms', readMetaNumber(sql, 'clock_offset_ms') + seconds * 1000)
  return nowMs(sql)
}

/** The moment on the machine's clock at which the tenant's clock shows `tenantMs`. */
export function machineMs(sql: SqlStorage, tenantMs: number): number {
  return tenantMs - readMetaNumber(sql, 'clock_offset_ms')
}
