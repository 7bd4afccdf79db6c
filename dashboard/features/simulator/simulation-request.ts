import { fail, ok, type Result } from '../../../worker/domain/result.ts'
import type { SimulationInput } from '../../lib/api-types.ts'
import { FIRST_SCENARIO } from './scenario-words.ts'
import { kindOf, type SimulatorSearch } from './simulator-search.ts'

/** Why nothing can be asked, and of which field. */
export interface FormProblem {
  field: 'event' | 'json' | 'mapping'
  message: string
}

/** What is asked of the API; or the first thing that has to be put right before. */
export function simulationRequest(search: SimulatorSearch): Result<SimulationInput, FormProblem> {
  const happening = happeningOf(search)
  if (!happening.ok) return happening
  const mapping = search.mapping?.trim() ? readJson(search.mapping) : null
  if (mapping && !mapping.ok) return fail({ field: 'mapping', message: mapping.error })
  const { grace, on_end, on_pause, customer } = search
  const access = {
    ...(grace !== undefined && { grace_days: grace }),
    ...(on_end && { on_end }),
    ...(on_pause && { on_pause }),
  }
  const settings = {
    ...(Object.keys(access).length > 0 && { access }),
    ...(mapping && { price_mapping: mapping.value as Record<string, string[]> }),
  }
  return ok({
    ...happening.value,
    ...(customer && { customer }),
    ...(Object.keys(settings).length > 0 && { settings }),
  })
}

function happeningOf(search: SimulatorSearch): Result<Pick<SimulationInput, 'scenario' | 'event'>, FormProblem> {
  switch (kindOf(search)) {
    case 'scenario':
      return ok({ scenario: search.scenario ?? FIRST_SCENARIO })
    case 'event': {
      const id = search.event?.trim() ?? ''
      return id ? ok({ event: id }) : fail({ field: 'event', message: 'Enter the id of an event.' })
    }
    case 'json': {
      const read = readJson(search.json ?? '')
      return read.ok ? ok({ event: read.value }) : fail({ field: 'json', message: read.error })
    }
  }
}

function readJson(text: string): Result<Record<string, unknown>, string> {
  if (text.trim() === '') return fail('Paste an object of JSON.')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return ok(value as Record<string, unknown>)
    return fail('This is JSON, but no object.')
  } catch (error) {
    return fail(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
