import { isMode, type Mode } from '../../domain/ids.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from './context.ts'

/** Browsers cannot set headers on a WebSocket, so this one path also takes `?mode=`. */
export const LIVE_PATH = '/api/v1/live'

/** The mode the request names, or null where it names none. */
export function requestedMode(c: AppContext): Mode | null {
  const byHeader = parseMode('Billhook-Mode', c.req.header('Billhook-Mode'))
  if (c.req.path !== LIVE_PATH) return byHeader
  const byQuery = parseMode('mode', c.req.query('mode'))
  if (byHeader && byQuery && byHeader !== byQuery) {
    throw new ProblemError('mode_invalid', 'Billhook-Mode and ?mode= name different modes: send one of them.')
  }
  return byHeader ?? byQuery
}

function parseMode(name: string, value: string | undefined): Mode | null {
  if (value === undefined) return null
  if (!isMode(value)) throw new ProblemError('mode_invalid', `${name} must be "test" or "live".`)
  return value
}
