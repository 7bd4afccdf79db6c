import type { Result } from '../../worker/domain/result.ts'
import type { Variables } from '../start/env-file.ts'

const PLACEHOLDER_DATABASE_ID = '00000000-0000-0000-0000-000000000000'

export interface ProductionSettings {
  databaseIds: readonly string[]
  publicBaseUrl: string
}

/** What of wrangler.toml still belongs to this machine; one line each, with what to do. */
export function findPlaceholders({ databaseIds, publicBaseUrl }: ProductionSettings): string[] {
  const findings: string[] = []
  if (databaseIds.includes(PLACEHOLDER_DATABASE_ID))
    findings.push(
      'database_id in wrangler.toml is a placeholder: run `npx wrangler d1 create billhook` and put its id there.',
    )
  if (/^https?:\/\/(localhost|127\.0\.0\.1)\b/.test(publicBaseUrl))
    findings.push('PUBLIC_BASE_URL in wrangler.toml is this machine: put the address of the dashboard there.')
  return findings
}

export interface SecretsToCheck {
  /** What is to be uploaded. */
  secrets: Variables
  /** The variables of wrangler.toml, which the Worker's own rules need too. */
  tomlValues: Variables
  /** The development secrets of this machine. */
  devSecrets: Variables
  parseConfig: (env: Variables) => Result<unknown, string[]>
}

/** Secrets that must not reach production: broken, left empty, an example's, or those of this machine's development. */
export function findSecretProblems({ secrets, tomlValues, devSecrets, parseConfig }: SecretsToCheck): string[] {
  const parsed = parseConfig({ ...tomlValues, ...secrets })
  const problems = parsed.ok ? [] : [...parsed.error]
  for (const [name, value] of Object.entries(secrets)) {
    if (value !== '' && value === devSecrets[name])
      problems.push(`${name} is the one of .dev.vars: production needs one of its own.`)
    else if (/change.?me|placeholder|example|your[-_ ]|^x+$|<.*>/i.test(value))
      problems.push(`${name} looks like a placeholder: put a real one there.`)
  }
  return problems
}
