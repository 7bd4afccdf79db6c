import type { OAuthSnapshot } from '../oauth/oauth.ts'
import type { RandomState } from '../random.ts'
import { SandboxSite, type SiteOptions } from '../site.ts'
import { restoreSnapshot, type SandboxSnapshot, takeSnapshot } from '../snapshot.ts'
import { admitKeys } from './create-site.ts'
import type { ApiKey } from './keys.ts'

/** A whole site as JSON, so that it can go on after a restart. */
export interface SiteSnapshot {
  format: 2
  lead: number
  random: RandomState
  accounts: { test: SandboxSnapshot; live: SandboxSnapshot }[]
  keys: ApiKey[]
  oauth: OAuthSnapshot
}

export function takeSiteSnapshot(site: SandboxSite): SiteSnapshot {
  const snapshotOf = (account: string, mode: 'test' | 'live') => takeSnapshot(site.need(account, mode).stripe)
  return {
    format: 2,
    lead: site.lead,
    random: site.random.state(),
    accounts: site.accountIds().map((id) => ({ test: snapshotOf(id, 'test'), live: snapshotOf(id, 'live') })),
    keys: site.keys.all(),
    oauth: site.oauth.snapshot(),
  }
}

/** Throws when the snapshot is of another format. Keys that the options name are let in besides those of before. */
export function restoreSite(snapshot: SiteSnapshot, options: SiteOptions): SandboxSite {
  if (snapshot.format !== 2) throw new Error('This sandbox was saved by another version of Billhook.')
  const site = new SandboxSite({ ...options, lead: snapshot.lead }, snapshot.random)
  for (const { test, live } of snapshot.accounts) site.admit(restoreSnapshot(test), restoreSnapshot(live))
  for (const key of snapshot.keys) site.keys.add(key)
  site.oauth.restore(snapshot.oauth)
  admitKeys(site)
  return site
}
