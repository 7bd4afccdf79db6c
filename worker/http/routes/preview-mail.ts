import { languageFor, type Template, wordsIn } from '../../domain/template.ts'
import type { MailContext } from '../../mail/mail-context.ts'
import type { RenderFailure } from '../../mail/render-failure.ts'
import { type MailContent, type RenderedMail, type RenderOptions, renderMail } from '../../mail/render-mail.ts'
import { invalidInput, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { TemplatePreview } from '../schemas/template.ts'
import { atLanguage, type MailParts, syntaxError } from './template-check.ts'

type Previewed = Omit<TemplatePreview, 'warnings'>

/**
 * A mail as the template makes it, with the names of what has no value here: a person who writes wants to see both. 422
 * where nothing can be made of it.
 */
export async function previewMail(
  c: AppContext,
  template: Template,
  context: MailContext,
  { parts, at, language: asked }: { parts: MailParts; at: string; language: string | null | undefined },
): Promise<Previewed> {
  const language = previewLanguage(template, context, asked)
  const { content, options } = framed(template, language, parts)
  // A link that leads nowhere: nobody is to unsubscribe by looking at a preview.
  const unsubscribeUrl = `${c.var.config.publicBaseUrl}/api/unsubscribe/preview`
  const around = { ...options, language, ...(template.category === 'marketing' && { unsubscribeUrl }) }
  const strict = await renderMail(content, context, { ...around, strict: true, required: template.required })
  if (strict.ok) return shown(language, strict.value, [])
  if (strict.error.type !== 'missing') return without(language, strict.error, at)
  const lenient = await renderMail(content, context, { ...around, strict: false })
  if (lenient.ok) return shown(language, lenient.value, strict.error.variables)
  return without(language, lenient.error, at)
}

/** Of a template's languages the one that is asked for, null being the default; where none is, the customer's. */
export function previewLanguage(
  { draft }: Pick<Template, 'draft'>,
  { customer }: Pick<MailContext, 'customer'>,
  asked: string | null | undefined,
): string | null {
  return languageFor(draft, asked === undefined ? customer.locale : asked)
}

/** A layout shows a sentence within it, a snippet stands alone. */
function framed(
  { id, kind, draft }: Template,
  language: string | null,
  parts: MailParts,
): { content: MailContent; options: Pick<RenderOptions, 'layouts' | 'snippets'> } {
  if (kind === 'mail') return { content: wordsIn(draft, language), options: parts }
  const content = { ...draft, subject: 'Preview', layout: kind === 'layout' ? id : null }
  if (kind === 'snippet') return { content, options: parts }
  const html = '<p>What a mail says stands here.</p>'
  return { content: { ...content, html }, options: { ...parts, layouts: { ...parts.layouts, [id]: draft.html } } }
}

function shown(
  language: string | null,
  { subject, preheader, html, text }: RenderedMail,
  missing: string[],
): Previewed {
  return { object: 'template_preview', language, subject, preheader, html, text, missing, canceled: null }
}

function without(language: string | null, failure: RenderFailure, at: string): Previewed {
  const pointer = atLanguage(at, language)
  const nothing = { language, subject: null, preheader: null, html: null, text: null }
  switch (failure.type) {
    case 'canceled':
      return { object: 'template_preview', ...nothing, missing: [], canceled: failure.reason }
    case 'missing':
      return { object: 'template_preview', ...nothing, missing: failure.variables, canceled: null }
    case 'syntax':
      throw invalidInput([syntaxError({ ...failure, language }, at)])
    case 'budget':
      return refuseInput(`${pointer}/${failure.part}`, 'too_slow', failure.message)
    case 'too_large':
      return refuseInput(
        `${pointer}/${failure.part}`,
        'too_large',
        `It comes to more than ${failure.maxChars} characters.`,
      )
  }
}
