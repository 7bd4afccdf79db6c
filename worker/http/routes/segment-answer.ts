import type { SegmentAnswer } from '../../account/customer-rpc.ts'
import type { Segment as StoredSegment } from '../../domain/segment.ts'
import { BUILT_IN_SEGMENTS } from '../../domain/segment-match.ts'
import { readTallies } from '../../readmodel/tallies.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { presentJob } from '../schemas/job.ts'
import type { Position } from '../schemas/page.ts'
import { presentSegment, type SavedSegment, type Segment } from '../schemas/segment.ts'
import { findSegment, isBuiltIn, tenantRules } from './tenant-rules.ts'

/** The account's own, newest first, then the built-in ones, behind `after`. */
export async function segmentsBehind(c: AppContext, after: Position | null): Promise<StoredSegment[]> {
  const { segments } = await tenantRules(c)
  const isBehind = ({ createdAtMs, id }: StoredSegment): boolean =>
    !after || createdAtMs < after.number || (createdAtMs === after.number && id > after.id)
  return [...segments, ...BUILT_IN_SEGMENTS]
    .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1))
    .filter(isBehind)
}

/** Built in or the account's own; 404 where there is none. */
export async function storedSegment(c: AppContext, id: string): Promise<StoredSegment> {
  const found = findSegment(await tenantRules(c), id)
  if (!found) throw noSuchSegment(c)
  return found
}

export function refuseBuiltIn(id: string): void {
  if (!isBuiltIn(id)) return
  throw new ProblemError('segment_built_in', 'Built-in segments cannot be changed: make one of your own.')
}

/** How many customers are in it is counted as they are derived: a segment that was just made has none yet. */
export async function describeSegment(c: AppContext, stored: StoredSegment): Promise<Segment> {
  return (await segmentPresenter(c, [stored]))(stored)
}

/** Presents any of `segments`, with counts that were read once. */
export async function segmentPresenter(
  c: AppContext,
  segments: StoredSegment[],
): Promise<(one: StoredSegment) => Segment> {
  const tallyOf = ({ id }: StoredSegment): string => `segment:${id}`
  const counts = await readTallies(c.env.DB, c.var.tenant, segments.map(tallyOf))
  return (one) => presentSegment(one, isBuiltIn(one.id), counts.get(tallyOf(one)) ?? 0)
}

/** The segment after a command, or the end of the request where the command was refused. */
export async function segmentOrRefuse(c: AppContext, answer: SegmentAnswer): Promise<SavedSegment> {
  if (answer.ok) return { ...(await describeSegment(c, answer.segment)), job: answer.job && presentJob(answer.job) }
  if (answer.reason === 'not_found') throw noSuchSegment(c)
  if (answer.reason === 'too_many') {
    throw new ProblemError('segment_limit', 'There is no room for another segment: delete one first.')
  }
  const message = 'Another segment has this name: choose another one.'
  throw new ProblemError('segment_name_taken', message, {
    errors: [{ pointer: '/name', code: 'segment_name_taken', message }],
  })
}

function noSuchSegment(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such segment in ${c.var.tenant.mode} mode.`)
}
