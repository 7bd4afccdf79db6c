import { type Tenant, tenantName } from './domain/ids.ts'

type Level = 'info' | 'warn' | 'error'

/** One JSON line: ids and counts, never payloads, keys or addresses. It never throws. */
export function log(level: Level, event: string, facts: Record<string, string | number | boolean | null> = {}): void {
  console[level](JSON.stringify({ level, event, ...facts }))
}

export function logFlushFailure(tenant: Tenant, error: unknown, facts: { delayMs: number; failures: number }): void {
  log('error', 'flush_failed', { tenant: tenantName(tenant), error: describeError(error), ...facts })
}

/** Nobody else would hear of an input that waits for a person. */
export function logParked(tenant: Tenant, key: string): void {
  log('error', 'input_parked', { tenant: tenantName(tenant), key })
}

export function describeError(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)
}
