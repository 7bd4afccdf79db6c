import { parseArgs } from 'node:util'
import { readDuration } from './duration.ts'
import { USAGES, UsageError } from './usage.ts'

export { HELP, USAGE, UsageError } from './usage.ts'

export type Command =
  | { name: 'help' }
  | { name: 'serve'; port: number; seed: string | null; file: string | null; state: string | null; demo: boolean }
  | { name: 'trigger'; url: string | null; live: boolean; event: string; count: number; apiVersion: string | null }
  | { name: 'flood'; url: string | null; input: Record<string, unknown> }
  | { name: 'clock'; url: string | null; seconds: number }
  | { name: 'roll-secret'; url: string | null; live: boolean; endpoint: string | null }
  | { name: 'events'; url: string | null; live: boolean; limit: number }
  | { name: 'endpoints'; url: string | null; live: boolean }
  | { name: 'key'; url: string | null; live: boolean; without: string[] }
  | { name: 'deauthorize'; url: string | null; live: boolean; client: string | null }
  | { name: 'seed'; url: string | null; live: boolean; customers: number; invoices: number }

const DEFAULT_PORT = 12_111

/** Reads the command line; throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return { name: 'help' }
  if (!(name in USAGES)) throw new UsageError(`There is no command "${name}".`)
  const { values, positionals } = read(name, rest)
  const url = values.url ?? null
  const live = values.live ?? false
  const [first, ...more] = positionals
  switch (name) {
    case 'trigger':
      if (first === undefined || more.length > 0) throw new UsageError('Name one event to trigger.', name)
      return {
        name,
        url,
        live,
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
  switch (name) {
    case 'flood':
      return { name, url, input: floodInput(values) }
    case 'roll-secret':
      return { name, url, live, endpoint: values.endpoint ?? null }
    case 'events':
      return { name, url, live, limit: whole(values.limit, 20, name, 'limit') }
    case 'key':
      return { name, url, live, without: values.without ?? [] }
    case 'deauthorize':
      return { name, url, live, client: values.client ?? null }
    case 'seed': {
      const invoices = values.invoices === '0' ? 0 : whole(values.invoices, 0, name, 'invoices')
      return { name, url, live, customers: need(values.customers, name, 'customers'), invoices }
    }
    default:
      return { name: 'endpoints', url, live }
  }
}

const TEXT = { type: 'string' } as const
const FLAG = { type: 'boolean' } as const
const OPTIONS: Record<string, readonly string[]> = {
  serve: ['port', 'seed', 'file', 'state', 'demo'],
  trigger: ['count', 'api-version', 'url', 'live'],
  flood: ['events', 'concurrency', 'duplicates', 'shuffle', 'customers', 'api-version', 'url', 'live'],
  clock: ['url'],
  'roll-secret': ['endpoint', 'url', 'live'],
  events: ['limit', 'url', 'live'],
  endpoints: ['url', 'live'],
  key: ['without', 'url', 'live'],
  deauthorize: ['client', 'url', 'live'],
  seed: ['customers', 'invoices', 'url', 'live'],
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
  live: FLAG,
  without: { type: 'string', multiple: true },
  client: TEXT,
  invoices: TEXT,
} as const

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
    ...(values.live ? { mode: 'live' } : {}),
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

function need(value: string | undefined, command: string, option: string): number {
  if (value === undefined) throw new UsageError(`Say how many: --${option} 1000.`, command)
  return whole(value, 1, command, option)
}

function duration(text: string): number {
  const seconds = readDuration(text)
  if (seconds === null) throw new UsageError(`"${text}" is no time span.`, 'clock')
  return seconds
}
