import type { Context } from 'hono'
import { ProblemError } from '../errors.ts'
import type { AppEnv } from './context.ts'

/** 405 with `Allow` where the path exists for another method, else 404. `routes` are the app's own. */
export function refuseUnknownRoute(c: Context<AppEnv>, routes: readonly { method: string; path: string }[]): never {
  const path = c.req.path
  const allowed = routes.filter(({ method, path: pattern }) => method !== 'ALL' && matches(pattern, path))
  if (allowed.length === 0) {
    throw new ProblemError('not_found', 'There is no such address; /api/v1/openapi.json lists all of them.')
  }
  const allow = [...new Set(allowed.map(({ method }) => method))].sort().join(', ')
  throw new ProblemError('method_not_allowed', `This address takes ${allow}.`, { headers: { Allow: allow } })
}

/** Patterns have whole segments only: `/api/v1/events/:id`. */
function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/')
  const given = path.split('/')
  return (
    expected.length === given.length &&
    expected.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))
  )
}
