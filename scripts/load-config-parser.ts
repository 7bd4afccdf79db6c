import type { Result } from '../worker/domain/result.ts'
import type { Variables } from './start/env-file.ts'

export type ConfigParser = (env: Variables) => Result<unknown, string[]>

/** The Worker's own rules for its variables, worker/config.ts. */
export async function loadConfigParser(): Promise<ConfigParser> {
  // A computed specifier, so that the Worker's types stay out of this project: workerd's globals and the DOM's differ.
  const module: { parseConfig: ConfigParser } = await import(new URL('../worker/config.ts', import.meta.url).href)
  return module.parseConfig
}
