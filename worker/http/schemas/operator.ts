import { z } from '@hono/zod-openapi'
import { isoTime } from './common.ts'

/** A one-time link that signs the operator in; the token is behind `#`, which browsers send to nobody. */
export const signInLink = z.object({ url: z.url(), expires_at: isoTime }).openapi('SignInLink')

export const signInLinkInput = z.strictObject({})

export const sessionInput = z.strictObject({ token: z.string().min(1).max(200) })

export const session = z
  .object({
    object: z.literal('session'),
    account: z.object({ id: z.string(), name: z.string() }),
    role: z.literal('operator'),
    expires_at: isoTime,
    environment: z.enum(['development', 'production']),
  })
  .openapi('Session')
export type Session = z.infer<typeof session>
