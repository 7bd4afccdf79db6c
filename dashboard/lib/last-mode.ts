import { isMode, type Mode } from '../../worker/domain/ids.ts'
import { readChoice, writeChoice } from './stored-choice.ts'

/** The mode last looked at, for addresses that name none; test where nothing was looked at yet. */
export function lastMode(): Mode {
  const stored = readChoice('mode')
  return isMode(stored) ? stored : 'test'
}

export function rememberMode(mode: Mode): void {
  writeChoice('mode', mode)
}
