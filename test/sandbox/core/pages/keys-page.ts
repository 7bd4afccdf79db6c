import { type ApiKey, type Mode, masked } from '../site/keys.ts'
import { allows, type Grant } from '../site/permissions.ts'
import { accountChoice, escaped, page } from './page.ts'

/** The boxes of Stripe's page for restricted keys, by the permission they stand for. */
export const BOXES: readonly (readonly [slug: string, box: string])[] = [
  ['rak_charge', 'Charges and Refunds'],
  ['rak_connected_account', 'Connected accounts'],
  ['rak_coupon', 'Coupons'],
  ['rak_customer', 'Customers'],
  ['rak_dispute', 'Disputes'],
  ['rak_event', 'Events'],
  ['rak_invoice', 'Invoices'],
  ['rak_payment_intent', 'PaymentIntents'],
  ['rak_payment_method', 'PaymentMethods'],
  ['rak_plan', 'Prices'],
  ['rak_product', 'Products'],
  ['rak_subscription', 'Subscriptions'],
  ['rak_webhook', 'Webhook Endpoints'],
]

export interface NewKeyFields {
  mode: Mode
  action: string
  name: string
  permissions: readonly string[]
  accounts: readonly { id: string; name: string }[]
}

export function newKeyPage({ mode, action, name, permissions, accounts }: NewKeyFields): Response {
  const body = `<h1>Create restricted key</h1>
<p>For ${mode} mode.</p>
<form method="post" action="${escaped(action)}">
<label>Key name <input name="name" value="${escaped(name)}"></label>
${accountChoice(accounts)}
${boxes(permissions)}
<button>Create key</button>
</form>`
  return page(200, 'Create restricted key', body)
}

/** The one page that shows the key. */
export function createdKeyPage(key: string, listPath: string): Response {
  const body = `<h1>Your new key</h1>
<p>Copy it now: it is not shown again.</p>
<p><code id="key">${escaped(key)}</code></p>
<p><a href="${escaped(listPath)}">All keys</a></p>`
  return page(200, 'Your new key', body)
}

/** Every restricted key, to edit and to revoke; `index` names one in the form. */
export function keysPage(mode: Mode, action: string, keys: readonly { key: ApiKey; index: number }[]): Response {
  const entries = keys.map(
    ({ key, index }) => `<article><h2><code>${escaped(masked(key.key))}</code></h2>
<p>Account <code>${escaped(key.account)}</code>${key.revoked ? ', revoked' : ''}</p>
<form method="post" action="${escaped(action)}">
<input type="hidden" name="index" value="${index}">
<details><summary>Permissions</summary>${boxes(key.grant)}
<button name="act" value="save">Save</button></details>
${key.revoked ? '' : '<button name="act" value="revoke">Revoke key</button>'}
</form></article>`,
  )
  const none = '<p>There are none yet.</p>'
  const link = `<p><a href="${escaped(action)}/create">Create restricted key</a></p>`
  return page(200, 'API keys', `<h1>Restricted keys, ${mode} mode</h1>${link}${entries.join('') || none}`)
}

function boxes(grant: Grant): string {
  const rows = BOXES.map(([slug, box]) => {
    const access = allows(grant, `${slug}_write`) ? 'write' : allows(grant, `${slug}_read`) ? 'read' : 'none'
    const choices = ['none', 'read', 'write'].map(
      (value) =>
        `<option value="${value}"${value === access ? ' selected' : ''}>${value[0]?.toUpperCase()}${value.slice(1)}</option>`,
    )
    return `<dt><label for="${slug}">${box}</label></dt><dd><select id="${slug}" name="${slug}">${choices.join('')}</select></dd>`
  })
  return `<dl>${rows.join('\n')}</dl>`
}
