import { makeId } from '../../auth/tokens.ts'
import type { Segment } from '../../domain/segment.ts'
import type { SegmentAnswer } from '../customer-rpc.ts'
import { readStoredRules, writeStoredRules } from '../rules.ts'

/** Each costs a look at every event of every customer. */
const MAX_SEGMENTS = 100

type Answer = Exclude<SegmentAnswer, { ok: true }> | { ok: true; segment: Segment }

export function saveSegment(
  sql: SqlStorage,
  given: Pick<Segment, 'name' | 'conditions'> & { id?: string },
  nowMs: number,
): Answer {
  const { changed, segments } = readStoredRules(sql)
  const former = segments.find(({ id }) => id === given.id)
  if (given.id !== undefined && !former) return { ok: false, reason: 'not_found' }
  if (!former && segments.length >= MAX_SEGMENTS) return { ok: false, reason: 'too_many' }
  if (segments.some(({ id, name }) => name === given.name && id !== given.id))
    return { ok: false, reason: 'name_taken' }
  const segment: Segment = {
    id: former?.id ?? makeId('seg'),
    name: given.name,
    conditions: given.conditions,
    createdAtMs: former?.createdAtMs ?? nowMs,
  }
  const others = segments.filter(({ id }) => id !== segment.id)
  writeStoredRules(sql, {
    changed,
    segments: former ? segments.map((one) => (one.id === segment.id ? segment : one)) : [...others, segment],
  })
  return { ok: true, segment }
}

export function deleteSegment(sql: SqlStorage, id: string): Answer {
  const { changed, segments } = readStoredRules(sql)
  const segment = segments.find((one) => one.id === id)
  if (!segment) return { ok: false, reason: 'not_found' }
  writeStoredRules(sql, { changed, segments: segments.filter((one) => one.id !== id) })
  return { ok: true, segment }
}
