import { isToBeMailed, type Notice, noticeId, raise, type Told } from '../../domain/notice/notice.ts'
import { noticeMail } from '../../domain/notice/notice-mail.ts'
import type { Bench } from '../customers/derive.ts'
import { deliver } from './deliver.ts'
import { deleteDocument, readDocument, writeDocument } from './documents.ts'
import { modeOf } from './tell-endpoints.ts'

/** Tells the owner, once for as long as it lasts: in the dashboard, and by mail to those whom the settings name. */
export function raiseNotice(bench: Bench, told: Told): void {
  const { ws, rules, nowMs } = bench
  const notice = raise(readNotice(bench, noticeId(told.kind, told.about)), told, nowMs)
  if (!notice) return
  const to = isToBeMailed(notice, nowMs) ? rules.settings.mail.notices_to : []
  const content = noticeMail(notice, modeOf(bench))
  for (const address of to) deliver(bench, { channel: 'mail', kind: 'notice', to: address, content })
  keep({ ws }, to.length > 0 ? { ...notice, mailedAtMs: nowMs, mailedTo: to } : notice)
}

export function isNoticeOpen(bench: Pick<Bench, 'ws'>, id: string): boolean {
  return readNotice(bench, id)?.endedAtMs === null
}

/** Its cause is gone; nothing where there was none. */
export function endNotice({ ws, nowMs }: Pick<Bench, 'ws' | 'nowMs'>, id: string): void {
  const notice = readNotice({ ws }, id)
  if (notice?.endedAtMs === null) keep({ ws }, { ...notice, endedAtMs: nowMs })
}

/** A person has seen it; null: there is none. */
export function dismissNotice({ ws, nowMs }: Bench, id: string): Notice | null {
  const before = readNotice({ ws }, id)
  if (!before || before.dismissedAtMs !== null) return before
  const notice = { ...before, dismissedAtMs: nowMs }
  keep({ ws }, notice)
  return notice
}

/** What it was about is no more. */
export function forgetNotice({ ws }: Pick<Bench, 'ws'>, id: string): void {
  if (!readNotice({ ws }, id)) return
  deleteDocument(ws.sql, 'notice', id)
  ws.acts.touchDocument('notice', id)
}

function readNotice({ ws }: Pick<Bench, 'ws'>, id: string): Notice | null {
  return readDocument<Notice>(ws.sql, 'notice', id)
}

function keep({ ws }: Pick<Bench, 'ws'>, notice: Notice): void {
  writeDocument(ws.sql, 'notice', notice.id, notice)
  ws.acts.touchDocument('notice', notice.id)
}
