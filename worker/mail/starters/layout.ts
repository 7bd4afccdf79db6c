/**
 * The frame of every starter: one column of tables with inline styles, since mail programs drop the rest. The style sheet
 * only adds what may be dropped: dark colours and narrow screens.
 */
const frame = (ending: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ account.name | default: "A message for you" }}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #14171c !important; }
  .card { background-color: #1e232b !important; }
  .words, .words p, .words h1, .words td, .words a { color: #e8eaee !important; }
  .quiet, .quiet a { color: #a5adba !important; }
  .line { border-color: #3a414d !important; }
}
@media (max-width: 620px) { .card { padding: 24px 20px !important; } }
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f4f6;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f4f6;">
<tr><td align="center" style="padding:32px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
<tr><td class="words" style="padding:0 0 16px;font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;font-weight:600;color:#1f2937;">
{% if account.logo_url %}<img src="{{ account.logo_url }}" alt="{{ account.name }}" height="32" style="display:block;height:32px;border:0;">{% else %}{{ account.name | default: "" }}{% endif %}
</td></tr>
<tr><td class="card words" style="padding:32px;background-color:#ffffff;border-radius:8px;font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55;color:#1f2937;">
{% block content %}{% endblock %}
</td></tr>
<tr><td class="quiet" style="padding:20px 8px;font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;font-size:13px;line-height:1.5;color:#5b6472;">
{% if account.support_email %}<p style="margin:0 0 8px;">Questions? Write to <a href="mailto:{{ account.support_email }}" style="color:#5b6472;">{{ account.support_email }}</a> and a person will answer.</p>{% endif %}
{% if account.address %}<p style="margin:0 0 8px;">{{ account.address | escape | newline_to_br | raw }}</p>{% endif %}
${ending}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`

export const DEFAULT_LAYOUT = frame('')

/** The same with a way out, which mail that nobody has to get must have. */
export const MARKETING_LAYOUT = frame(
  '<p style="margin:0;"><a href="{{ links.unsubscribe }}" style="color:#5b6472;">Unsubscribe</a> from mail like this.</p>',
)

/** `{% render "button", url: …, label: "…" %}`: a table cell, which every mail program colours. */
export const BUTTON_SNIPPET = `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0;"><tr><td style="border-radius:6px;background-color:#1d4ed8;"><a href="{{ url }}" style="display:inline-block;padding:12px 22px;font-size:16px;font-weight:600;color:#ffffff !important;text-decoration:none;border-radius:6px;">{{ label }}</a></td></tr></table>`

/** `{% render "fact", name: "…", value: … %}`: a row of the small tables of amounts and dates. */
export const FACT_SNIPPET = `<tr><td class="line" style="padding:8px 0;border-top:1px solid #e5e7eb;color:#4b5563;">{{ name }}</td><td class="line" align="right" style="padding:8px 0 8px 16px;border-top:1px solid #e5e7eb;font-weight:600;">{{ value }}</td></tr>`
