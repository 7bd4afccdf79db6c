import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadConfigParser } from '../load-config-parser.ts'
import { formatEnvFile, parseEnvFile, type Variables } from './env-file.ts'

/** What the environment of `npm start` may set; each wins over `.dev.vars`. */
export const ENVIRONMENT_NAMES = [
  'ADMIN_TOKEN',
  'ALLOW_PRIVATE_ENDPOINTS',
  'ENCRYPTION_KEYS',
  'MAIL_FROM',
  'MAIL_TRANSPORT',
  'PUBLIC_BASE_URL',
  'RESEND_API_BASE',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SMTP_HOST',
  'SMTP_PASSWORD',
  'SMTP_PORT',
  'SMTP_SECURE',
  'SMTP_USERNAME',
  'STRIPE_API_BASE',
  'STRIPE_APP_CLIENT_ID_LIVE',
  'STRIPE_APP_CLIENT_ID_TEST',
  'STRIPE_APP_INSTALL_URL_LIVE',
  'STRIPE_APP_INSTALL_URL_TEST',
  'STRIPE_CONNECT_CLIENT_ID_LIVE',
  'STRIPE_CONNECT_CLIENT_ID_TEST',
  'STRIPE_CONNECT_SCOPE',
  'STRIPE_PLATFORM_KEY_LIVE',
  'STRIPE_PLATFORM_KEY_TEST',
  'STRIPE_PRICE_MAPPING',
  'STRIPE_REQUESTS_PER_SECOND',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'WEBHOOK_BASE_URL',
] as const

const FRESH_SECRETS: Record<string, () => string> = {
  ADMIN_TOKEN: () => randomBytes(24).toString('base64url'),
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('hex')}`,
  ENCRYPTION_KEYS: freshEncryptionKeys,
}

/** What a start did to `.dev.vars`. */
export type DevVars = 'made' | 'completed' | 'kept'

/**
 * Makes `.dev.vars` (0600) from `.dev.vars.example` with fresh secrets. A file that is there keeps what it says; only
 * the key that seals secrets is added where neither it nor the environment names one, for nobody brings that along.
 */
export function prepareDevVars(root: string, environment: NodeJS.ProcessEnv): DevVars {
  const path = join(root, '.dev.vars')
  if (existsSync(path)) return environment.ENCRYPTION_KEYS === undefined ? complete(path) : 'kept'
  const example = readFileSync(join(root, '.dev.vars.example'), 'utf8')
  const text = example.replace(/^([A-Z_]+)=$/gm, (line, name: string) => {
    const fresh = FRESH_SECRETS[name]
    return fresh ? `${name}='${fresh()}'` : line
  })
  // Written aside and linked: a start at the same moment sees the whole file or none.
  const draft = join(root, '.billhook', `dev-vars.${process.pid}`)
  mkdirSync(dirname(draft), { recursive: true })
  writeFileSync(draft, text, { mode: 0o600 })
  try {
    linkSync(draft, path)
    return 'made'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'kept'
    throw error
  } finally {
    rmSync(draft)
  }
}

function complete(path: string): DevVars {
  const text = readFileSync(path, 'utf8')
  if ('ENCRYPTION_KEYS' in parseEnvFile(text)) return 'kept'
  const newLine = text === '' || text.endsWith('\n') ? '' : '\n'
  appendFileSync(path, `${newLine}ENCRYPTION_KEYS='${freshEncryptionKeys()}'\n`)
  return 'completed'
}

function freshEncryptionKeys(): string {
  return JSON.stringify({ k1: randomBytes(32).toString('base64') })
}

export interface VariableSources {
  environment: NodeJS.ProcessEnv
  /** The text of `.dev.vars`. */
  devVars: string
  /** What holds where neither says anything. */
  defaults: Variables
}

/** Merges the sources, and tells for each variable where its value came from, for errors that never show the value. */
export function mergeVariables({ environment, devVars, defaults }: VariableSources): {
  values: Variables
  sourceOf(name: string): string
} {
  const fromFile = parseEnvFile(devVars)
  const fromEnvironment: Variables = {}
  for (const name of ENVIRONMENT_NAMES) {
    const value = environment[name]
    if (value !== undefined) fromEnvironment[name] = value
  }
  return {
    // Only this script makes a deployment a development one; nothing may undo or fake it.
    values: { ...defaults, ...fromFile, ...fromEnvironment, ENVIRONMENT: 'development' },
    sourceOf: (name) => (name in fromEnvironment ? 'the environment' : '.dev.vars'),
  }
}

/** The rules of worker/config.ts, before anything starts: one line per problem, naming the variable and its source. */
export async function findVariableProblems(merged: ReturnType<typeof mergeVariables>): Promise<string[]> {
  const parsed = (await loadConfigParser())(merged.values)
  const problems = parsed.ok ? [] : parsed.error
  const unwritable = formatEnvFile(merged.values)
  if (!unwritable.ok) problems.push(`${unwritable.error} contains all of ', " and \`: leave one of them out.`)
  return problems.map((problem) => {
    const name = /^[A-Z_]+/.exec(problem)?.[0] ?? ''
    return `Invalid variable in ${merged.sourceOf(name)}: ${problem}`
  })
}
