/** A page of Stripe's Dashboard, as plain as can be. `body` is HTML already. */
export function page(status: number, title: string, body: string): Response {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Stripe sandbox</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}
label{display:block}fieldset,article{margin:1rem 0}button,select,input{font:inherit}button{padding:.5rem 1.25rem;margin-right:.5rem}
dl{display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem}dd{margin:0}code{overflow-wrap:anywhere}</style>
</head><body>${body}</body></html>
`
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}

/** What Stripe shows where nothing else can be shown. */
export function errorPage(status: number, message: string): Response {
  return page(status, 'Something went wrong', `<h1>Something went wrong</h1><p>${escaped(message)}</p>`)
}

/** A choice among accounts; the first one is chosen. */
export function accountChoice(accounts: readonly { id: string; name: string }[]): string {
  const choices = accounts.map(
    ({ id, name }, index) =>
      `<label><input type="radio" name="account" value="${escaped(id)}"${index === 0 ? ' checked' : ''}> ${escaped(name)} <code>${escaped(id)}</code></label>`,
  )
  return `<fieldset><legend>Account</legend>${choices.join('')}</fieldset>`
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
