import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { CommandError } from './client.ts'
import type { SandboxFile } from './sandbox-file.ts'

const DEV_VARS = fileURLToPath(new URL('../../../.dev.vars', import.meta.url))

/** Moves Billhook's development clock; throws CommandError with what stood in the way. */
export async function advanceBillhook(billhook: NonNullable<SandboxFile['billhook']>, seconds: number): Promise<void> {
  const name = billhook.admin_token_env ?? 'ADMIN_TOKEN'
  const token = process.env[name] ?? readDevVar(name)
  if (!token) throw new CommandError(`Billhook's clock stays: ${name} is neither in the environment nor in .dev.vars.`)
  const response = await fetch(`${billhook.url}/api/dev/clock`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Billhook-Mode': 'test', 'Content-Type': 'application/json' },
    body: JSON.stringify({ advance_seconds: seconds }),
  }).catch(() => null)
  if (!response) throw new CommandError(`Billhook's clock stays: nobody answers at ${billhook.url}.`)
  if (!response.ok)
    throw new CommandError(`Billhook's clock stays: ${billhook.url}/api/dev/clock answered ${response.status}.`)
  await response.arrayBuffer()
}

function readDevVar(name: string): string | undefined {
  try {
    return parseEnv(readFileSync(DEV_VARS, 'utf8'))[name]
  } catch {
    return undefined
  }
}
