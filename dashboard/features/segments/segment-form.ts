import { type FieldErrors, set } from 'react-hook-form'
import { type ConditionDraft, conditionOf, draftOf, NEW_DRAFT } from '../../components/conditions/condition-draft.ts'
import { draftProblem } from '../../components/conditions/condition-problem.ts'
import { ApiError } from '../../lib/api-error.ts'
import type { Segment } from '../../lib/api-types.ts'
import type { SegmentInput } from './change-segments.ts'

export interface SegmentForm {
  name: string
  conditions: ConditionDraft[]
}

interface SegmentProblem {
  path: 'name' | `conditions.${number}.text`
  message: string
}

const MAX_NAME = 60

export function formOf(segment: Segment | null): SegmentForm {
  if (!segment) return { name: '', conditions: [NEW_DRAFT] }
  return { name: segment.name, conditions: segment.conditions.map(draftOf) }
}

export function inputOf(form: SegmentForm): SegmentInput {
  return { name: form.name.trim(), conditions: form.conditions.map(conditionOf) }
}

export function resolveSegment(form: SegmentForm) {
  const errors: FieldErrors<SegmentForm> = {}
  const name = form.name.trim()
  if (name === '') set(errors, 'name', { type: 'check', message: 'Give the segment a name.' })
  if (name.length > MAX_NAME) set(errors, 'name', { type: 'check', message: `At most ${MAX_NAME} characters.` })
  for (const [index, draft] of form.conditions.entries()) {
    const problem = draftProblem(draft)
    if (!problem) continue
    const { at, message } = problem
    set(errors, `conditions.${index}.${at === 'ownKey' ? 'ownKey' : 'text'}`, { type: 'check', message })
  }
  return Object.keys(errors).length === 0 ? { values: form, errors: {} } : { values: {}, errors }
}

/** The API's problems at the form's fields: all that is wrong with a condition is told at its value. */
export function segmentProblems(error: unknown): SegmentProblem[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.flatMap(({ pointer, message }): SegmentProblem[] => {
    if (pointer === '/name') return [{ path: 'name', message }]
    const index = /^\/conditions\/(\d+)/.exec(pointer)?.[1]
    return index === undefined ? [] : [{ path: `conditions.${Number(index)}.text`, message }]
  })
}
