import { accountChoice, escaped, page } from '../pages/page.ts'
import type { Application } from './applications.ts'

export interface ConsentFields {
  application: Application
  scope: string
  accounts: readonly { id: string; name: string }[]
  action: string
  /** What the page was asked with, and sends on. */
  fields: Record<string, string>
}

/** A page that names account and permissions, with the buttons of Stripe's own. */
export function consentPage({ application, scope, accounts, action, fields }: ConsentFields): Response {
  const verb = application.kind === 'app' ? 'Install' : 'Connect'
  const name = escaped(application.name)
  const hidden = Object.entries(fields).map(
    ([field, value]) => `<input type="hidden" name="${escaped(field)}" value="${escaped(value)}">`,
  )
  const permissions = permissionsOf(application, scope).map((line) => `<li>${escaped(line)}</li>`)
  const body = `<h1>${verb} ${name}</h1>
<p>${name} asks for access to your Stripe account in ${application.mode} mode.</p>
<form method="post" action="${escaped(action)}">
${hidden.join('\n')}
${accountChoice(accounts)}
<h2>Permissions</h2>
<ul>${permissions.join('')}</ul>
<button name="decision" value="accept">${verb}</button>
<button name="decision" value="cancel">Cancel</button>
</form>`
  return page(200, `${verb} ${application.name}`, body)
}

function permissionsOf({ kind, permissions }: Application, scope: string): string[] {
  if (kind === 'app') return permissions.map(worded)
  return [scope === 'read_write' ? 'See and change all data of your account' : 'See all data of your account']
}

/** `rak_customer_read` → `Read customer`. */
function worded(permission: string): string {
  const [, noun = permission, access = 'read'] = /^rak_(.+)_(read|write)$/.exec(permission) ?? []
  return `${access === 'write' ? 'Write' : 'Read'} ${noun.replaceAll('_', ' ')}`
}
