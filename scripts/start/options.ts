import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../worker/domain/result.ts'

export interface StartOptions {
  /** Where the dashboard is served. */
  port: number
  /** Absolute. */
  stateDir: string
  demo: boolean
}

export const DEFAULT_PORT = 8788
export const USAGE = 'Flags: --port N (default 8788), --state DIR (default .wrangler/state), --no-demo.'

/** A relative `--state` is meant from `cwd`, the default lies in `root`. The error is one line for a person. */
export function parseStartOptions(
  args: readonly string[],
  { cwd, root }: { cwd: string; root: string },
): Result<StartOptions, string> {
  const parsed = parse(args)
  if (!parsed.ok) return parsed
  const { port: portText, state, demo } = parsed.value
  const port = portText === undefined ? DEFAULT_PORT : Number(portText)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return fail(`--port "${portText}" is not a port: use a number from 1 to 65535.`)
  if (state === '') return fail('--state needs a folder, as in `npm start -- --state ./data`.')
  const stateDir = state === undefined ? resolve(root, '.wrangler/state') : resolve(cwd, state)
  return ok({ port, stateDir, demo: demo ?? true })
}

function parse(args: readonly string[]) {
  try {
    const options = { port: { type: 'string' }, state: { type: 'string' }, demo: { type: 'boolean' } } as const
    return ok(parseArgs({ args: [...args], options, allowNegative: true }).values)
  } catch (error) {
    return fail(explain(error))
  }
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  const named = /'([^']+)'/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Unknown flag "${named}". ${USAGE}`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `Unexpected "${named}": flags go after \`--\`, as in \`npm start -- --port 8788\`. ${USAGE}`
  return `${message.split(/[.\n]/)[0]}. ${USAGE}`
}
