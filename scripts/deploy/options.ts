import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../worker/domain/result.ts'

export interface DeployOptions {
  /** Builds and checks everything that needs no account, changes nothing. */
  dryRun: boolean
  /** Secrets to upload with the Worker; the first deployment needs them. */
  secretsFile: string | null
}

const USAGE = 'Flags: --dry-run, --secrets FILE.'

export function parseDeployOptions(args: readonly string[]): Result<DeployOptions, string> {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false }, secrets: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    return ok({ dryRun: values['dry-run'], secretsFile: values.secrets ?? null })
  } catch (error) {
    return fail(`${(error as Error).message.split(/[.\n]/)[0]}. ${USAGE}`)
  }
}
