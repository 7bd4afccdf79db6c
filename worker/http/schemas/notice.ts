import { z } from '@hono/zod-openapi'
import { NOTICE_KINDS, type Notice as StoredNotice } from '../../domain/notice/notice.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import { isoTime, pageQuery } from './common.ts'

/** Something that whoever owns the account should know. */
export const notice = z
  .object({
    object: z.literal('notice'),
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    /** An event, a condition of the connection, an endpoint or an automation; null: the kind says it all. */
    about: z.string().nullable(),
    title: z.string(),
    text: z.string(),
    /** `over`: its cause is gone. */
    status: z.enum(['open', 'over']),
    opened_at: isoTime,
    ended_at: isoTime.nullable(),
    dismissed_at: isoTime.nullable(),
    mailed_at: isoTime.nullable(),
    mailed_to: z.array(z.string()),
  })
  .openapi('Notice')
export type Notice = z.infer<typeof notice>

export const noticeQuery = z.strictObject({
  ...pageQuery,
  /** `open`: neither over nor dismissed. */
  show: z.enum(['all', 'open']).default('all'),
})

export function presentNotice(stored: StoredNotice): Notice {
  return {
    object: 'notice',
    ...{ id: stored.id, kind: stored.kind, about: stored.about, title: stored.title, text: stored.text },
    status: stored.endedAtMs === null ? 'open' : 'over',
    opened_at: isoOfMs(stored.openedAtMs),
    ended_at: isoOfMsOrNull(stored.endedAtMs),
    dismissed_at: isoOfMsOrNull(stored.dismissedAtMs),
    mailed_at: isoOfMsOrNull(stored.mailedAtMs),
    mailed_to: [...stored.mailedTo],
  }
}
