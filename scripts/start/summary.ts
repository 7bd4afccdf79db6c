import { join } from 'node:path'
import type { Api } from './api.ts'
import { type Progress, paint, showPath } from './progress.ts'
import type { StateFolder } from './state-folder.ts'
import type { DevVars } from './variables.ts'

export interface SummaryOptions {
  api: Api
  publicBaseUrl: string
  state: StateFolder
  /** Null without a demo. */
  sandboxUrl: string | null
  devVars: DevVars
}

const SECRETS: Record<DevVars, string | null> = {
  made: '.dev.vars, made now with fresh random values',
  completed: '.dev.vars had no ENCRYPTION_KEYS: a fresh key was added',
  kept: null,
}

/** What a person needs now: where to look, a link that signs in once, and how to feed and stop it. */
export async function printSummary(progress: Progress, options: SummaryOptions): Promise<void> {
  const { api, publicBaseUrl, state, sandboxUrl, devVars } = options
  const link = await api.post<{ url: string; expires_at: string }>('/api/v1/operator/links', {})
  const minutes = Math.round((Date.parse(link.expires_at) - Date.now()) / 60_000)
  progress.line()
  progress.line(`  Billhook   ${paint('bold', publicBaseUrl)}`)
  progress.line(`  Sign in    ${paint('cyan', link.url)}`)
  progress.line(`             works once, within ${minutes} minutes; restart for another`)
  progress.line(`  Webhooks   ${publicBaseUrl}/api/webhooks/stripe`)
  if (sandboxUrl) {
    progress.line(`  Stripe     ${sandboxUrl}, a sandbox of our own with a demo account`)
    progress.line('             npm run sandbox -- trigger invoice.payment_failed')
  }
  progress.line(`  Logs       ${showPath(join(state.ownDir, 'worker.log'))}`)
  const secrets = SECRETS[devVars]
  if (secrets) progress.line(`  Secrets    ${secrets}`)
  progress.line()
  progress.line('  Ctrl-C stops everything.')
}
