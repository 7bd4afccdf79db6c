import { parseArgs } from 'node:util'
import { readDuration } from './duration.ts'

export const USAGE =
  'Usage: npm run sandbox -- <serve | trigger | flood | clock | roll-secret | events | endpoints | help> [options]'

const USAGES: Record<string, string> = {
  serve: 'serve [--port 12111] [--seed text] [--file .billhook/sandbox.json] [--state FILE] [--demo]',
  trigger: 'trigger <event> [--count 1] [--api-version 2025-02-24.acacia]',
  flood: 'flood --events 1000 [--concurrency 16] [--duplicates 0.1] [--shuffle] [--customers 50] [--api-version mix]',
  clock: 'clock advance <45s | 30m | 12h | 31d>',
  'roll-secret': 'roll-secret [--endpoint we_...]',
  events: 'events [--limit 20]',
  endpoints: 'endpoints',
  help: 'help',
}

/** Printed by `help`; every command but `serve` and `help` also takes --url. */
export const HELP = [
  USAGE,
  '',
  ...Object.values(USAGES).map((usage) => `  ${usage}`),
  '',
  'All but serve and help talk to the running sandbox, found through .billhook/sandbox.json or --url http://127.0.0.1:12111.',
].join('\n')

export type Command =
  | { name: 'help' }
  | { name: 'serve'; port: number; seed: string | null; file: string | null; state: string | null; demo: boolean }
  | { name: 'trigger'; url: string | null; event: string; count: number; apiVersion: string | null }
  | { name: 'flood'; url: string | null; input: Record<string, unknown> }
  | { name: 'clock'; url: string | null; seconds: number }
  | { name: 'roll-secret'; url: string | null; endpoint: string | null }
  | { name: 'events'; url: string | null; limit: number }
  | { name: 'endpoints'; url: string | null }

/** What was typed wrong, and how to type it. */
export class UsageError extends Error {
  override name = 'UsageError'

  constructor(problem: string, command?: string) {
    const usage = command && USAGES[command] ? `Usage: npm run sandbox -- ${USAGES[command]}` : USAGE
    super(`${problem}\n${usage}`)
  }
}

const DEFAULT_PORT = 12_111

/** Reads the command line; throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return { name: 'help' }
  if (!(name in USAGES)) throw new UsageError(`There is no command "${name}".`)
  const { values, positionals } = read(name, rest)
  const url = values.url ?? null
  const [first, ...more] = positionals
  switch (name) {
    case 'trigger':
      if (first === undefined || more.length > 0) throw new UsageError('Name one event to trigger.', name)
      return {
        name,
        url,
        event: first,
        count: whole(values.count, 1, name, 'count'),
        apiVersion: values['api-version'] ?? null,
      }
    case 'clock':
      if (first !== 'advance' || more.length !== 1) throw new UsageError('Say how far: clock advance 31d.', name)
      return { name, url, seconds: duration(more[0] as string) }
    default:
      if (first !== undefined) throw new UsageError(`${name} takes no "${first}".`, name)
  }
  if (name === 'serve') {
    const port = values.port === '0' ? 0 : whole(values.port, DEFAULT_PORT, name, 'port')
    const { demo, file, seed, state } = values
    return { name, port, seed: seed ?? null, file: file ?? null, state: state ?? null, demo: demo ?? false }
  }
  if (name === 'flood') return { name, url, input: floodInput(values) }
  if (name === 'roll-secret') return { name, url, endpoint: values.endpoint ?? null }
  if (name === 'events') return { name, url, limit: whole(values.limit, 20, name, 'limit') }
  return { name: 'endpoints', url }
}

const TEXT = { type: 'string' } as const
const FLAG = { type: 'boolean' } as const
const OPTIONS: Record<string, readonly string[]> = {
  serve: ['port', 'seed', 'file', 'state', 'demo'],
  trigger: ['count', 'api-version', 'url'],
  flood: ['events', 'concurrency', 'duplicates', 'shuffle', 'customers', 'api-version', 'url'],
  clock: ['url'],
  'roll-secret': ['endpoint', 'url'],
  events: ['limit', 'url'],
  endpoints: ['url'],
}
const ALL_OPTIONS = {
  port: TEXT,
  seed: TEXT,
  file: TEXT,
  state: TEXT,
  demo: FLAG,
  count: TEXT,
  'api-version': TEXT,
  url: TEXT,
  events: TEXT,
  concurrency: TEXT,
  duplicates: TEXT,
  shuffle: FLAG,
  customers: TEXT,
  endpoint: TEXT,
  limit: TEXT,
}

function read(name: string, args: string[]) {
  try {
    const parsed = parseArgs({ args, options: ALL_OPTIONS, allowPositionals: true, strict: true })
    const foreign = Object.keys(parsed.values).find((option) => !OPTIONS[name]?.includes(option))
    if (foreign) throw new Error(`Unknown option '--${foreign}'`)
    return parsed
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.`, name)
  }
}

function floodInput(values: ReturnType<typeof read>['values']): Record<string, unknown> {
  if (values.events === undefined) throw new UsageError('Say how many: --events 1000.', 'flood')
  const duplicates = Number(values.duplicates ?? 0)
  if (!(duplicates >= 0 && duplicates <= 1)) throw new UsageError('--duplicates is a share from 0 to 1.', 'flood')
  return {
    events: whole(values.events, 1, 'flood', 'events'),
    duplicates,
    shuffle: values.shuffle ?? false,
    ...(values.concurrency ? { concurrency: whole(values.concurrency, 1, 'flood', 'concurrency') } : {}),
    ...(values.customers ? { customers: whole(values.customers, 1, 'flood', 'customers') } : {}),
    ...(values['api-version'] ? { api_version: values['api-version'] } : {}),
  }
}

function whole(value: string | undefined, fallback: number, command: string, option: string): number {
  if (value === undefined) return fallback
  if (!/^\d+$/.test(value) || Number(value) < 1) throw new UsageError(`--${option} is a whole number from 1.`, command)
  return Number(value)
}

function duration(text: string): number {
  const seconds = readDuration(text)
  if (seconds === null) throw new UsageError(`"${text}" is no time span.`, 'clock')
  return seconds
}
