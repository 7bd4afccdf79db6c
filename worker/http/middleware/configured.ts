import type { Next } from 'hono'
import { configOf, parseConfig } from '../../config.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Puts the configuration into the context, or answers 503 with each variable that is wrong. */
export async function configured(c: AppContext, next: Next): Promise<void> {
  try {
    c.set('config', configOf(c.env))
  } catch (error) {
    const parsed = parseConfig(c.env)
    if (parsed.ok) throw error
    throw new ProblemError('configuration_invalid', parsed.error.join(' '))
  }
  await next()
}
