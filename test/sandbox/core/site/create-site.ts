import { type SandboxAccount, StripeSandbox } from '../sandbox.ts'
import { SandboxSite, type SiteOptions } from '../site.ts'

export const DEFAULT_API_KEY = 'sk_test_sandbox_0123456789abcdef'
export const DEFAULT_LIVE_API_KEY = 'sk_live_sandbox_0123456789abcdef'

/** A fresh site: the primary account, the platform that OAuth connects accounts to, and a key for each mode of both. */
export function createSite(options: SiteOptions): SandboxSite {
  const site = new SandboxSite(options)
  addAccount(site, options.seed, { ...options.account })
  admitKeys(site)
  site.oauth.openPlatform(addAccount(site, `${options.seed} platform`, { name: 'Billhook' }))
  return site
}

/** Lets in the keys that the options name, for the primary account. */
export function admitKeys(site: SandboxSite): void {
  const { apiKeys = [DEFAULT_API_KEY], liveApiKeys = [DEFAULT_LIVE_API_KEY] } = site.options
  const { id: account } = site.primary().stripe.account
  for (const key of apiKeys) site.keys.add({ key, account, mode: 'test', grant: 'all' })
  for (const key of liveApiKeys) site.keys.add({ key, account, mode: 'live', grant: 'all' })
}

/** A further Stripe account, empty; its id is the same in both modes, as with accounts that have no sandboxes. */
export function addAccount(site: SandboxSite, seed: string | number, fields: Partial<SandboxAccount>): string {
  const now = site.accountIds().length === 0 ? site.options.now : site.now()
  const insecureEndpoints = site.options.insecureLive ?? false
  const test = new StripeSandbox({ seed, now, account: fields })
  const live = new StripeSandbox({
    seed: `${seed} live`,
    now,
    livemode: true,
    account: { ...test.account, insecureEndpoints },
  })
  site.admit(test, live)
  return test.account.id
}
