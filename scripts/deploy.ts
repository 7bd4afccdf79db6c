import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findLoginProblem, findMissingSecrets } from './deploy/account.ts'
import { findPlaceholders, findSecretProblems } from './deploy/findings.ts'
import { type DeployOptions, parseDeployOptions } from './deploy/options.ts'
import { loadConfigParser } from './load-config-parser.ts'
import { runCommand } from './run-command.ts'
import { BUILD_COMMAND, buildEnv } from './start/dashboard-build.ts'
import { parseEnvFile } from './start/env-file.ts'
import { readWranglerToml, tomlVariables, type WranglerToml } from './start/worker-config.ts'
import { ROOT, wranglerCommand, wranglerEnv } from './wrangler.ts'

const options = parseDeployOptions(process.argv.slice(2))
if (!options.ok) {
  console.error(options.error)
  process.exit(2)
}
await deploy(options.value)

async function deploy({ dryRun, secretsFile }: DeployOptions): Promise<void> {
  const toml = readWranglerToml(ROOT)
  const problems = await findProblems(toml, { dryRun, secretsFile })
  if (dryRun) for (const problem of problems) console.log(`Before a real deployment: ${problem}`)
  else if (problems.length > 0) return refuse(problems)

  const buildDir = '.wrangler/dry-run'
  const functions = ['--cwd', 'dashboard', '--outdir', `../${buildDir}/functions`]
  const secrets = secretsFile ? ['--secrets-file', secretsFile] : []
  if (!dryRun)
    await step(
      'Migrating the database, first because the new Worker needs it',
      wranglerCommand('d1', 'migrations', 'apply', 'DB', '--remote'),
    )
  await step(
    dryRun ? 'Bundling the Worker' : 'Deploying the Worker',
    wranglerCommand('deploy', ...(dryRun ? ['--dry-run', '--outdir', `${buildDir}/worker`] : secrets)),
  )
  await step('Building the dashboard', BUILD_COMMAND, buildEnv())
  if (dryRun)
    await step("Bundling the dashboard's functions", wranglerCommand('pages', 'functions', 'build', ...functions))
  else
    await step(
      'Deploying the dashboard, last because it calls the Worker',
      wranglerCommand('pages', 'deploy', '--cwd', 'dashboard'),
    )
  console.log(dryRun ? '\nThe dry run passed; nothing was changed.' : '\nDeployed.')
}

async function findProblems(toml: WranglerToml, { dryRun, secretsFile }: DeployOptions): Promise<string[]> {
  const tomlValues = tomlVariables(toml)
  const databaseIds = (toml.d1_databases ?? []).map((database) => database.database_id ?? '')
  const problems = findPlaceholders({ databaseIds, publicBaseUrl: tomlValues.PUBLIC_BASE_URL ?? '' })
  if (secretsFile) {
    if (!existsSync(secretsFile))
      return [...problems, `There is no file ${secretsFile}: --secrets names one with NAME=value lines.`]
    const parseConfig = await loadConfigParser()
    const devVars = join(ROOT, '.dev.vars')
    const devSecrets = existsSync(devVars) ? parseEnvFile(readFileSync(devVars, 'utf8')) : {}
    problems.push(
      ...findSecretProblems({
        secrets: parseEnvFile(readFileSync(secretsFile, 'utf8')),
        tomlValues,
        devSecrets,
        parseConfig,
      }),
    )
  }
  if (dryRun || problems.length > 0) return problems
  const account =
    (await findLoginProblem()) ?? (secretsFile ? null : await findMissingSecrets(toml.secrets?.required ?? []))
  return account ? [account] : []
}

async function step(title: string, command: readonly string[], env = wranglerEnv()): Promise<void> {
  console.log(`\n── ${title}`)
  const exitCode = await runCommand(command, { env })
  if (exitCode !== 0) refuse([`${title} failed; nothing after it was done.`])
}

function refuse(problems: readonly string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}
