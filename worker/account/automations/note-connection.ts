import { CONDITION_CODES } from '../../domain/health.ts'
import { noticeId, type ToldCondition } from '../../domain/notice/notice.ts'
import { connectionCondition, firstEvent } from '../../domain/notice/notice-words.ts'
import type { Bench } from '../customers/derive.ts'
import { writeMeta } from '../meta.ts'
import { endNotice, raiseNotice } from './notices.ts'
import { modeOf } from './tell-endpoints.ts'

export function noteFirstEvent(bench: Bench, { key, type }: { key: string; type: string }): void {
  writeMeta(bench.ws.sql, 'first_event', key)
  raiseNotice(bench, firstEvent({ id: key, type }, modeOf(bench)))
}

/** `conditions`: all that is wrong now. */
export function noteConditions(bench: Bench, conditions: readonly ToldCondition[]): void {
  for (const code of CONDITION_CODES) {
    const condition = conditions.find((one) => one.code === code)
    if (condition) raiseNotice(bench, connectionCondition(condition))
    else endNotice(bench, noticeId('connection', code))
  }
}
