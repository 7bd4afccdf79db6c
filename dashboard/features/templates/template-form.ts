import { type FieldErrors, set } from 'react-hook-form'
import type { Template, TemplateStarter } from '../../lib/api-types.ts'

/** What the form holds: texts that may be missing are empty, and the text part is kept while it is made from the html. */
export interface TemplateForm {
  name: string
  kind: Template['kind']
  category: Template['category']
  /** Empty: bound to nothing. */
  trigger: string
  /** `product:prod_1`, `price:price_1`, or empty for all. */
  of: string
  subject: string
  preheader: string
  html: string
  ownText: boolean
  text: string
  /** Empty: none. */
  layout: string
  required: string[]
}

export interface TemplateInput {
  name: string
  kind: Template['kind']
  category: Template['category']
  required: string[]
  binding: Template['binding']
  subject?: string
  preheader: string | null
  html: string
  text: string | null
  layout: string | null
}

const MAX_NAME = 100

export const NEW_TEMPLATE: TemplateForm = {
  ...{ name: '', kind: 'mail', category: 'transactional', trigger: '', of: '', subject: '', preheader: '' },
  ...{ html: '<p>Hi {{ customer.first_name | default: "there" }},</p>\n', ownText: false, text: '' },
  ...{ layout: 'default', required: [] },
}

export function formOf(from: Template | TemplateStarter | null): TemplateForm {
  if (!from) return structuredClone(NEW_TEMPLATE)
  const { name, category, required, binding, subject, preheader, html, text, layout } = from
  const bound = binding as Template['binding']
  const price = bound?.price && `price:${bound.price}`
  return {
    ...{ name, kind: 'kind' in from ? from.kind : 'mail', category, trigger: bound?.trigger ?? '' },
    of: price || (bound?.product ? `product:${bound.product}` : ''),
    ...{ subject, preheader: preheader ?? '', html, ownText: text !== null, text: text ?? '' },
    ...{ layout: layout ?? '', required: [...required] },
  }
}

export function inputOf(form: TemplateForm): TemplateInput {
  const { name, kind, category, required, html } = form
  const isMail = kind === 'mail'
  return {
    ...{ name: name.trim(), kind, category, required: isMail ? required : [] },
    binding: isMail ? bindingOf(form) : null,
    ...(isMail && { subject: form.subject.trim() }),
    preheader: (isMail && form.preheader.trim()) || null,
    html,
    text: isMail && form.ownText && form.text.trim() !== '' ? form.text : null,
    layout: (isMail && form.layout) || null,
  }
}

function bindingOf({ trigger, of }: TemplateForm): Template['binding'] {
  if (trigger === '') return null
  const [what, ...id] = of.split(':')
  return { trigger, ...((what === 'product' || what === 'price') && { [what]: id.join(':') }) }
}

export function resolveTemplate(form: TemplateForm) {
  const errors: FieldErrors<TemplateForm> = {}
  const check = (path: keyof TemplateForm, message: string | false) => {
    if (message) set(errors, path, { type: 'check', message })
  }
  const name = form.name.trim()
  check('name', name === '' ? 'Give the template a name.' : name.length > MAX_NAME && `At most ${MAX_NAME} characters.`)
  check('subject', form.kind === 'mail' && form.subject.trim() === '' && 'A mail needs a subject.')
  check('html', form.html.trim() === '' && 'Write what the mail says.')
  return Object.keys(errors).length === 0 ? { values: form, errors: {} } : { values: {}, errors }
}
