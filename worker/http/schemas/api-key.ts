import { z } from '@hono/zod-openapi'
import { MODES } from '../../domain/ids.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import type { ApiKey as StoredApiKey } from '../../readmodel/api-keys.ts'
import { absoluteTime, isoTime, pageQuery } from './common.ts'

export const apiKey = z
  .object({
    id: z.string(),
    object: z.literal('api_key'),
    name: z.string(),
    mode: z.enum(MODES),
    scope: z.enum(['read', 'full']),
    /** What the token begins and ends with. */
    prefix: z.string(),
    last4: z.string(),
    created_at: isoTime,
    expires_at: isoTime.nullable(),
    /** To the hour. */
    last_used_at: isoTime.nullable(),
    revoked_at: isoTime.nullable(),
  })
  .openapi('ApiKey')
export type ApiKey = z.infer<typeof apiKey>

/** The answer that made the key, and the only one that holds the token. */
export const newApiKey = apiKey.extend({ token: z.string() }).openapi('NewApiKey')

export const apiKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scope: z.enum(['read', 'full']),
  expires_at: absoluteTime.nullable().optional(),
})

export const apiKeyQuery = z.strictObject(pageQuery)

export function presentApiKey(key: StoredApiKey): ApiKey {
  return {
    id: key.id,
    object: 'api_key',
    name: key.name,
    mode: key.tenant.mode,
    scope: key.scope,
    prefix: `bh_${key.tenant.mode}_`,
    last4: key.last4,
    created_at: isoOfMs(key.createdAt),
    expires_at: isoOfMsOrNull(key.expiresAt),
    last_used_at: isoOfMsOrNull(key.lastUsedAt),
    revoked_at: isoOfMsOrNull(key.revokedAt),
  }
}
