import type { Next } from 'hono'
import { ProblemError } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Elsewhere these routes do not exist, whoever asks. */
export async function developmentOnly(c: AppContext, next: Next): Promise<void> {
  if (c.var.config.environment !== 'development') {
    throw new ProblemError('not_found', 'There is no such address; /api/v1/openapi.json lists all of them.')
  }
  await next()
}
