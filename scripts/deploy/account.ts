import { readCommand } from '../run-command.ts'
import { wranglerCommand, wranglerEnv } from '../wrangler.ts'

/** Null when wrangler is logged in to Cloudflare, else what to do. */
export async function findLoginProblem(): Promise<string | null> {
  const { exitCode } = await readCommand(wranglerCommand('whoami', '--json'), { env: wranglerEnv() })
  if (exitCode === 0) return null
  return 'Not logged in to Cloudflare: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.'
}

/** Null when each of `required` is a secret of the deployed Worker, else what to do. */
export async function findMissingSecrets(required: readonly string[]): Promise<string | null> {
  const { exitCode, stdout, stderr } = await readCommand(wranglerCommand('secret', 'list'), { env: wranglerEnv() })
  const advice = `write ${required.join(' and ')} to a file as NAME=value lines and run \`npm run deploy -- --secrets FILE\`.`
  if (exitCode !== 0) {
    if (/does not exist|not found|10007/.test(stderr))
      return `The Worker is not deployed yet, so it has no secrets: ${advice}`
    return `The Worker's secrets could not be listed: ${stderr.trim()}`
  }
  const present = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)
  const missing = required.filter((name) => !present.includes(name))
  return missing.length === 0 ? null : `The Worker lacks ${missing.join(' and ')}: ${advice}`
}
