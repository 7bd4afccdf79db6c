import type { ConditionCode } from '../health.ts'

export const NOTICE_KINDS = [
  'first_event',
  'connection',
  'mails_failing',
  'endpoint_failing',
  'endpoint_disabled',
  'automation_paused',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Something that whoever owns the account should know. */
export interface Told {
  kind: NoticeKind
  /** An event, a condition of the connection, an endpoint, an automation; null: the kind says it all. */
  about: string | null
  title: string
  text: string
}

/** Times are ms. */
export interface Notice extends Told {
  id: string
  openedAtMs: number
  /** It is over by itself: the cause is gone. */
  endedAtMs: number | null
  /** A person has seen it. */
  dismissedAtMs: number | null
  /** When it was last mailed, and to whom. */
  mailedAtMs: number | null
  mailedTo: readonly string[]
}

/** What is wrong with the connection, in words. */
export interface ToldCondition {
  code: ConditionCode
  cause: string
}

/** What comes and goes is mailed once a day. */
const MAIL_AGAIN_MS = 24 * 3_600_000

export function noticeId(kind: NoticeKind, about: string | null): string {
  return about === null ? kind : `${kind}:${about}`
}

/** The notice as it stands after `told`; `before` is the last one of its id. Null: nothing is new. */
export function raise(before: Notice | null, told: Told, nowMs: number): Notice | null {
  const isOpen = before !== null && before.endedAtMs === null
  if (isOpen) return before.text === told.text ? null : { ...before, ...told }
  return {
    ...told,
    id: noticeId(told.kind, told.about),
    openedAtMs: nowMs,
    ...{ endedAtMs: null, dismissedAtMs: null },
    ...{ mailedAtMs: before?.mailedAtMs ?? null, mailedTo: before?.mailedTo ?? [] },
  }
}

/** Whether a notice that opens now is mailed as well. */
export function isToBeMailed({ openedAtMs, mailedAtMs }: Notice, nowMs: number): boolean {
  return openedAtMs === nowMs && (mailedAtMs === null || nowMs - mailedAtMs >= MAIL_AGAIN_MS)
}
