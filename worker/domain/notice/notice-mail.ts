import { escapeHtml } from '../escape-html.ts'
import type { Mode } from '../ids.ts'
import type { TemplateContent } from '../template.ts'
import type { Notice, Told } from './notice.ts'

/** The mail of a notice, as a template: `account.website` is where the dashboard is. */
export function noticeMail(notice: Told, mode: Mode): TemplateContent {
  const [title, text] = [plain(notice.title), plain(notice.text)]
  const path = `/${mode}/${pagePath(notice)}`
  const why = `You get this because your address stands under notices in the settings of ${mode} mode.`
  return {
    subject: `[Billhook ${mode}] ${title}`,
    preheader: text,
    html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">${escapeHtml(title)}</h1>
<p style="margin:0 0 16px;">${escapeHtml(text)}</p>
{% assign page = "${path}" | prepend: account.website %}{% render "button", url: page, label: "Look at it" %}
<p class="quiet" style="margin:16px 0 0;font-size:13px;color:#5b6472;">${escapeHtml(why)}</p>`,
    text: `${title}\n\n${text}\n\n{{ account.website }}${path}\n\n${why}`,
    layout: 'default',
  }
}

const PAGES: Record<Notice['kind'], (about: string) => string> = {
  first_event: (event) => `events/${encodeURIComponent(event)}`,
  connection: () => 'connect',
  mails_failing: () => 'deliveries?status=failed',
  endpoint_failing: (endpoint) => `endpoints/${encodeURIComponent(endpoint)}`,
  endpoint_disabled: (endpoint) => `endpoints/${encodeURIComponent(endpoint)}`,
  automation_paused: (automation) => `automations/${encodeURIComponent(automation)}`,
}

function pagePath({ kind, about }: Told): string {
  return PAGES[kind](about ?? '')
}

/** What comes from outside is no Liquid. */
function plain(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{ ')
}
