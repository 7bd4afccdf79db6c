import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { formatEnvFile, type Variables } from './env-file.ts'
import type { StateFolder } from './state-folder.ts'

/** What this script reads of wrangler.toml; the rest is passed on as it is. */
export interface WranglerToml {
  main?: string
  vars?: Record<string, unknown>
  secrets?: { required?: string[] }
  d1_databases?: { database_id?: string; migrations_dir?: string }[]
  triggers?: { crons?: string[] }
}

export function readWranglerToml(root: string): WranglerToml {
  const { rawConfig } = readRawConfig({ config: join(root, 'wrangler.toml') })
  return rawConfig as WranglerToml
}

/** The variables that wrangler.toml sets for every deployment. */
export function tomlVariables({ vars = {} }: WranglerToml): Variables {
  const texts = Object.entries(vars).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts)
}

/**
 * Writes the configuration that `wrangler dev` runs with, and answers its path: wrangler.toml with absolute paths, and
 * all variables beside it in a `.dev.vars` that only the owner reads. Not wrangler.toml itself, because where it declares
 * `[secrets]` wrangler drops every other variable; not `--var`, because everybody may read command lines; not `vars`,
 * because wrangler prints those.
 */
export function writeWorkerConfig(root: string, state: StateFolder, toml: WranglerToml, values: Variables): string {
  const { secrets: _, ...config } = toml
  const d1Databases = (config.d1_databases ?? []).map((database) => ({
    ...database,
    migrations_dir: join(root, database.migrations_dir ?? 'migrations'),
  }))
  const generated = { ...config, main: join(root, config.main ?? ''), d1_databases: d1Databases }
  const configFile = join(state.ownDir, 'wrangler.json')
  writeFileSync(configFile, JSON.stringify(generated, null, 2))
  const text = formatEnvFile(values)
  if (!text.ok) throw new Error(`${text.error} cannot be written to a variables file`)
  const variablesFile = join(state.ownDir, '.dev.vars')
  rmSync(variablesFile, { force: true }) // An older file would keep its own permissions.
  writeFileSync(variablesFile, text.value, { mode: 0o600 })
  return configFile
}

/** Where the two wranglers of one deployment meet; emptied, since a killed run leaves addresses that lead nowhere. */
export function emptyRegistry(state: StateFolder): string {
  const registry = join(state.ownDir, 'registry')
  rmSync(registry, { recursive: true, force: true })
  mkdirSync(registry)
  return registry
}
