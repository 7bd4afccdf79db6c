import { escapeHtml } from '../domain/escape-html.ts'
import type { JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { FramedWords } from '../domain/template.ts'
import { withLanguage } from './html-language.ts'
import { htmlToText } from './html-to-text.ts'
import type { Flaw } from './liquid/flaws.ts'
import type { MailContext } from './mail-context.ts'
import { absentLayout, type RenderFailure, worstOf } from './render-failure.ts'
import { readerOf } from './words.ts'

/** A template's text in Liquid, in one language. `layout` is a name among the layouts; null: the html stands alone. */
export type MailContent = FramedWords

export const MAIL_PARTS = ['subject', 'preheader', 'html', 'text'] as const
export type MailPart = (typeof MAIL_PARTS)[number]

export interface RenderOptions {
  /** In the editor, previews and test sends a variable without a value is a failure; when sending it is blank. */
  strict: boolean
  /** Paths that must have a value, such as `invoice.hosted_url`. */
  required?: readonly string[]
  layouts?: Readonly<Record<string, string>>
  snippets?: Readonly<Record<string, string>>
  /** For one-click unsubscribing (RFC 8058): becomes `links.unsubscribe` and the two headers. https only. */
  unsubscribeUrl?: string
  /** Which of its template's languages the content is in: becomes `message.language`, and that of the html. */
  language?: string | null
}

export interface RenderedMail {
  /** One line. */
  subject: string
  preheader: string
  html: string
  text: string
  /** Headers that belong to the content. */
  headers: Record<string, string>
}

export const MAX_CHARS: Readonly<Record<MailPart, number>> = {
  subject: 500,
  preheader: 1_000,
  html: 500_000,
  text: 500_000,
}

/**
 * Renders a mail for a person; Liquid is loaded with the first one. Whatever the template and the values are, the answer
 * is the mail or the reason why there is none.
 */
export async function renderMail(
  content: MailContent,
  context: MailContext,
  options: RenderOptions,
): Promise<Result<RenderedMail, RenderFailure>> {
  const values = valuesOf(context, options)
  const lacking = (options.required ?? []).filter((path) => isBlank(valueAt(values, path)))
  if (lacking.length > 0) return fail({ type: 'missing', variables: lacking })

  const render = await rendererFor(content, values, options)
  const parts = MAIL_PARTS.map((part) => ({ part, result: render(part) }))
  const flaws = parts.flatMap(({ part, result }) => (result.ok ? [] : result.error.map((flaw) => ({ part, flaw }))))
  const failure = worstOf(flaws)
  if (failure) return fail(failure)

  const [subject = '', preheader = '', html = '', text = ''] = parts.map(({ result }) =>
    result.ok ? result.value : '',
  )
  const mail = {
    subject: oneLine(subject),
    preheader: oneLine(preheader),
    html: withLanguage(html, options.language ?? null),
    text: tidyText(text) || htmlToText(html),
  }
  if (mail.subject === '') return fail({ type: 'missing', variables: ['subject'] })
  const tooLarge = MAIL_PARTS.find((part) => mail[part].length > MAX_CHARS[part])
  if (tooLarge) return fail({ type: 'too_large', part: tooLarge, maxChars: MAX_CHARS[tooLarge] })
  return ok({ ...mail, html: withPreheader(mail.html, mail.preheader), headers: headersOf(options.unsubscribeUrl) })
}

type RenderPart = (part: MailPart) => Result<string, Flaw[]>

async function rendererFor(content: MailContent, values: JsonObject, options: RenderOptions): Promise<RenderPart> {
  const { createEngine, inLayout, parseTemplate, renderTemplate } = await import('./liquid/engine.ts')
  const { customer, now } = values as { customer?: JsonObject; now?: string }
  const reader = readerOf(customer?.locale, customer?.timezone, Date.parse(now ?? '') || 0)
  const files = { layouts: options.layouts ?? {}, snippets: options.snippets ?? {} }
  return (part) => {
    const source = content[part]
    // What is made from the html is as large as the html.
    if (source === null) return ok('')
    const engine = createEngine(part === 'html' ? 'html' : 'plain', files, reader)
    const parsed = parseTemplate(engine, source)
    if (!parsed.ok) return parsed
    const layout = part === 'html' ? content.layout : null
    if (layout !== null && !Object.hasOwn(files.layouts, layout)) return fail([absentLayout(layout)])
    const template = layout === null ? parsed.value : inLayout(engine, layout, parsed.value)
    return renderTemplate(engine, template, values, { strict: options.strict })
  }
}

function valuesOf(context: MailContext, { unsubscribeUrl, language }: RenderOptions): JsonObject {
  const { language: _sample, ...message } = context.message
  return {
    ...context,
    message: { ...message, ...(language && { language }) },
    links: { ...context.links, ...(unsubscribeUrl !== undefined && { unsubscribe: unsubscribeUrl }) },
  }
}

function valueAt(values: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as JsonObject)[key]
      : undefined
  }, values)
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A header must not hold a line break, nor anything else that no one can see. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function tidyText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const HIDDEN =
  'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;font-size:1px;line-height:1px'
/** Keeps what follows in the mail out of the inbox's list. */
const FILLER = '&#847;&zwnj;&nbsp;'.repeat(60)

function withPreheader(html: string, preheader: string): string {
  if (preheader === '') return html
  const hidden = `<div style="${HIDDEN}">${escapeHtml(preheader)}${FILLER}</div>`
  const body = /<body\b(?:[^<>"']|"[^"]*"|'[^']*')*>/i.exec(html)
  if (!body) return hidden + html
  const at = body.index + body[0].length
  return html.slice(0, at) + hidden + html.slice(at)
}

function headersOf(unsubscribeUrl: string | undefined): Record<string, string> {
  const url = unsubscribeUrl === undefined ? null : URL.parse(unsubscribeUrl)
  if (url?.protocol !== 'https:') return {}
  return { 'List-Unsubscribe': `<${url.href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
