import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Variables } from './env-file.ts'
import { StartError } from './start-error.ts'
import { type DevVars, findVariableProblems, mergeVariables, prepareDevVars } from './variables.ts'
import { tomlVariables, type WranglerToml } from './worker-config.ts'

export interface Settings {
  values: Variables
  devVars: DevVars
}

/** All variables of the deployment at `port`, checked by the Worker's own rules; a StartError has one line per problem. */
export async function readSettings(
  root: string,
  { port, toml }: { port: number; toml: WranglerToml },
): Promise<Settings> {
  const devVars = writeDevVars(root)
  const merged = mergeVariables({
    environment: process.env,
    devVars: readFileSync(join(root, '.dev.vars'), 'utf8'),
    defaults: { ...tomlVariables(toml), PUBLIC_BASE_URL: `http://localhost:${port}` },
  })
  const problems = await findVariableProblems(merged)
  if (problems.length > 0) throw new StartError(problems.join('\n'))
  return { values: merged.values, devVars }
}

function writeDevVars(root: string): DevVars {
  try {
    return prepareDevVars(root, process.env)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(`.dev.vars cannot be written (${code}): make ${root} writable, or write the file yourself.`)
  }
}
