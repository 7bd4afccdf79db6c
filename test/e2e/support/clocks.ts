import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runClock } from '../../sandbox/cli/commands.ts'
import { writeSandboxFile } from '../../sandbox/index.ts'
import { ADMIN_TOKEN, type StartedBillhook } from './billhook.ts'
import type { OwnStripe } from './sandbox.ts'

const DAY_SECONDS = 86_400
const TOKEN_NAME = 'E2E_ADMIN_TOKEN'

/** `npm run sandbox -- clock advance <days>d` beside a sandbox of one's own: Stripe's clock and Billhook's move together. */
export async function advanceClocks(stripe: OwnStripe, billhook: StartedBillhook, days: number): Promise<void> {
  process.env[TOKEN_NAME] = ADMIN_TOKEN
  const folder = mkdtempSync(join(tmpdir(), 'billhook-clocks-'))
  const file = join(folder, 'sandbox.json')
  const fed = { url: billhook.url, admin_token_env: TOKEN_NAME }
  try {
    writeSandboxFile(file, { url: stripe.sandbox.url, pid: process.pid, billhook: fed })
    await runClock({ name: 'clock', url: null, seconds: days * DAY_SECONDS }, () => {}, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
