import type { Stripe } from 'stripe'
import { asRequest, type EventObject, type EventType, emit } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { Mode } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import { type Application, grantOfScope, type Installation } from './applications.ts'

export function makeInstallation(
  site: SandboxSite,
  application: Application,
  account: string,
  scope: string,
): Installation {
  const { kind, clientId, mode, permissions } = application
  return {
    id: `ainst_${site.random.chars(24)}`,
    kind,
    clientId,
    account,
    mode,
    scope,
    permissions: kind === 'app' ? permissions : (grantOfScope(scope) ?? []),
    createdAt: site.now(),
  }
}

/** Tells the application's owner of a new connection. */
export function tellInstalled(site: SandboxSite, { kind, clientId, mode, name }: Application, account: string): void {
  tellPlatform(site, account, mode, 'account.application.authorized', applicationObject(clientId, name))
  const installation = site.oauth.find(kind, account, mode)
  if (kind === 'app' && installation) {
    tellPlatform(site, account, mode, 'apps.install.created', installObject(installation, 'installed'))
  }
}

/** Ends what an account granted, after the owner of the application was told: no call for the account works any more. */
export function uninstall(site: SandboxSite, installation: Installation): void {
  const { account, mode, clientId, kind } = installation
  if (kind === 'app') {
    tellPlatform(site, account, mode, 'apps.install.deleted', installObject(installation, 'uninstalling'))
  }
  tellPlatform(site, account, mode, 'account.application.deauthorized', applicationObject(clientId, 'Billhook'))
  site.oauth.remove(installation)
}

export function installObject(installation: Installation, status: Stripe.Apps.Install['status']): Stripe.Apps.Install {
  const { id, account, clientId, createdAt, mode, permissions } = installation
  const none = { connect_src: [], image_src: [] }
  const granted = typeof permissions === 'string' ? [] : permissions.map((name) => name.replace(/^rak_/, ''))
  return {
    id,
    object: 'apps.install',
    account,
    app: clientId,
    approval_required: false,
    auth_code: null,
    channel: mode === 'live' ? 'public' : 'testing',
    content_security_policy_granted: none,
    content_security_policy_pending: none,
    created: createdAt,
    created_by: null,
    endpoints_granted: [],
    endpoints_pending: [],
    livemode: mode === 'live',
    permissions_granted: granted,
    permissions_pending: [],
    status,
  }
}

function applicationObject(id: string, name: string): Stripe.Application {
  return { id, object: 'application', name }
}

/** An event of the account that goes to the platform's Connect endpoints alone. */
function tellPlatform<T extends EventType>(
  site: SandboxSite,
  account: string,
  mode: Mode,
  type: T,
  object: EventObject<T>,
): void {
  const branch = site.need(account, mode)
  const recipients = site.recipientsOf(branch.stripe).filter(({ endpoint }) => endpoint.connect)
  const events = branch.capture(() => asRequest(branch.stripe, AS_IT_HAPPENS, () => emit(branch.stripe, type, object)))
  for (const event of events) site.queue.addFor(recipients, branch.stripe, event)
}
