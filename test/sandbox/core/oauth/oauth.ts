import type { Branch } from '../site/branch.ts'
import type { Incoming } from '../site/incoming.ts'
import { type ApiKey, MODES, type Mode } from '../site/keys.ts'
import { DEFAULT_PERMISSIONS } from '../site/permissions.ts'
import type { SandboxSite } from '../site.ts'
import { type Application, type ApplicationKind, applicationsOf, type Installation } from './applications.ts'
import { isConsentPath, showConsent, takeConsent } from './consent.ts'
import { deauthorize } from './deauthorize.ts'
import { answerInstalls } from './installs.ts'
import { exchangeAppCode, exchangeConnectCode, type OAuthCode, type RefreshToken } from './tokens.ts'

export interface OAuthSnapshot {
  platform: string
  installations: readonly Installation[]
  codes: readonly OAuthCode[]
  refreshTokens: readonly RefreshToken[]
  redirectUris: readonly string[] | null
  appPermissions: readonly string[]
}

/** Keys of the account that owns the applications: what a deployment of Billhook is configured with for OAuth. */
export const PLATFORM_KEYS: Record<Mode, string> = {
  test: 'sk_test_platform_0123456789abcdef',
  live: 'sk_live_platform_0123456789abcdef',
}

/** The platform's two applications in each mode, and the accounts that they are connected to. */
export class OAuth {
  readonly codes = new Map<string, OAuthCode>()
  readonly refreshTokens = new Map<string, RefreshToken>()
  /** Exactly these, or null for any callback of a Billhook on this machine. */
  redirectUris: readonly string[] | null
  /** What the app's manifest asks for. */
  appPermissions: readonly string[] = DEFAULT_PERMISSIONS
  private readonly site: SandboxSite
  private platform = ''
  private installed: Installation[] = []

  constructor(site: SandboxSite) {
    this.site = site
    this.redirectUris = site.options.redirectUris ?? null
  }

  /** The account that owns the applications. */
  openPlatform(account: string): void {
    this.platform = account
    for (const mode of MODES) {
      this.site.keys.add({ key: PLATFORM_KEYS[mode], account, mode, grant: 'all' })
    }
  }

  isPlatform(account: string): boolean {
    return account === this.platform
  }

  applications(): Application[] {
    return MODES.flatMap((mode) => applicationsOf(mode, this.appPermissions))
  }

  installations(): readonly Installation[] {
    return this.installed
  }

  /** Anew, it takes the place of the earlier one, whose tokens stay. */
  install(installation: Installation): void {
    this.installed = [...this.without(installation), installation]
  }

  find(kind: ApplicationKind, account: string, mode: Mode): Installation | null {
    return this.installed.find((it) => it.kind === kind && it.account === account && it.mode === mode) ?? null
  }

  /** Ends it, tokens and all. */
  remove(installation: Installation): void {
    const { account, mode, clientId } = installation
    this.installed = this.without(installation)
    this.site.keys.revokeTokens(account, mode, clientId)
    for (const token of this.refreshTokens.values()) {
      if (token.account === account && token.clientId === clientId) token.dead = true
    }
  }

  /** What lets the platform's key act for an account; null when nothing does. */
  grantFor(key: ApiKey, account: string): Installation | null {
    if (!this.isPlatform(key.account) || key.clientId !== null) return null
    return this.find('connect', account, key.mode) ?? this.find('app', account, key.mode)
  }

  /** Whose Connect endpoints hear of an account's events in that mode: those of live mode of test events too. */
  platformsOf(account: string, mode: Mode): Branch[] {
    const modes = MODES.filter(
      (own) =>
        (own === mode || own === 'live') && this.installed.some((it) => it.account === account && it.mode === own),
    )
    return modes.map((own) => this.site.need(this.platform, own))
  }

  /** Null for what is not OAuth's. */
  async answer(incoming: Incoming): Promise<Response | null> {
    const { method, path } = incoming
    if (isConsentPath(path)) {
      return method === 'POST' ? takeConsent(this.site, incoming) : showConsent(this.site, incoming)
    }
    if (path.startsWith('/v1/apps/installs')) return answerInstalls(this.site, incoming)
    if (method !== 'POST') return null
    if (path === '/oauth/token') return exchangeConnectCode(this.site, incoming)
    if (path === '/v1/oauth/token') return exchangeAppCode(this.site, incoming)
    return path === '/oauth/deauthorize' ? deauthorize(this.site, incoming) : null
  }

  snapshot(): OAuthSnapshot {
    const { platform, installed, codes, refreshTokens, redirectUris, appPermissions } = this
    return {
      platform,
      installations: installed,
      codes: [...codes.values()],
      refreshTokens: [...refreshTokens.values()],
      redirectUris,
      appPermissions,
    }
  }

  restore(saved: OAuthSnapshot): void {
    this.platform = saved.platform
    this.installed = [...saved.installations]
    for (const code of saved.codes) this.codes.set(code.code, code)
    for (const token of saved.refreshTokens) this.refreshTokens.set(token.token, token)
    this.redirectUris = saved.redirectUris
    this.appPermissions = saved.appPermissions
  }

  private without({ kind, account, mode }: Installation): Installation[] {
    return this.installed.filter((it) => it.kind !== kind || it.account !== account || it.mode !== mode)
  }
}
