import { type FieldErrors, set } from 'react-hook-form'
import type { Template, TemplateStarter } from '../../lib/api-types.ts'

/** Words in one language: texts that may be missing are empty, and the text part is kept while it is made from the html. */
export interface WordsForm {
  subject: string
  preheader: string
  html: string
  ownText: boolean
  text: string
}

/** The parts that errors are told of. */
export const WORD_PARTS = ['subject', 'preheader', 'html', 'text'] as const

/** What the form holds; its own words are the default. */
export interface TemplateForm extends WordsForm {
  name: string
  kind: Template['kind']
  category: Template['category']
  /** Empty: bound to nothing. */
  trigger: string
  /** `product:prod_1`, `price:price_1`, or empty for all. */
  of: string
  /** By language. */
  variants: Record<string, WordsForm>
  /** Empty: none. */
  layout: string
  required: string[]
}

interface WordsInput {
  subject: string
  preheader: string | null
  html: string
  text: string | null
}

export interface TemplateInput extends Omit<WordsInput, 'subject'> {
  name: string
  kind: Template['kind']
  category: Template['category']
  required: string[]
  binding: Template['binding']
  subject?: string
  layout: string | null
  variants: Record<string, WordsInput>
}

const MAX_NAME = 100

export const NEW_TEMPLATE: TemplateForm = {
  ...{ name: '', kind: 'mail', category: 'transactional', trigger: '', of: '', subject: '', preheader: '' },
  ...{ html: '<p>Hi {{ customer.first_name | default: "there" }},</p>\n', ownText: false, text: '' },
  ...{ layout: 'default', required: [], variants: {} },
}

export function formOf(from: Template | TemplateStarter | null): TemplateForm {
  if (!from) return structuredClone(NEW_TEMPLATE)
  const { name, category, required, binding, layout } = from
  const bound = binding as Template['binding']
  const price = bound?.price && `price:${bound.price}`
  return {
    ...{ name, kind: 'kind' in from ? from.kind : 'mail', category, trigger: bound?.trigger ?? '' },
    of: price || (bound?.product ? `product:${bound.product}` : ''),
    ...{ ...wordsForm(from), layout: layout ?? '', required: [...required] },
    variants: 'variants' in from ? mapValues(from.variants, wordsForm) : {},
  }
}

function wordsForm({ subject, preheader, html, text }: WordsInput): WordsForm {
  return { subject, preheader: preheader ?? '', html, ownText: text !== null, text: text ?? '' }
}

/** The default words alone. */
export function wordsOf({ subject, preheader, html, ownText, text }: WordsForm): WordsForm {
  return { subject, preheader, html, ownText, text }
}

function wordsInput({ subject, preheader, html, ownText, text }: WordsForm): WordsInput {
  return {
    ...{ subject: subject.trim(), preheader: preheader.trim() || null, html },
    text: ownText && text.trim() !== '' ? text : null,
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

export function inputOf(form: TemplateForm): TemplateInput {
  const { name, kind, category, required } = form
  const isMail = kind === 'mail'
  const { subject, preheader, html, text } = wordsInput(form)
  return {
    ...{ name: name.trim(), kind, category, required: isMail ? required : [] },
    binding: isMail ? bindingOf(form) : null,
    ...(isMail && { subject }),
    ...{ preheader: isMail ? preheader : null, html, text: isMail ? text : null },
    variants: isMail ? mapValues(form.variants, wordsInput) : {},
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
  const check = (path: string, message: string | false) => {
    if (message) set(errors, path, { type: 'check', message })
  }
  const name = form.name.trim()
  check('name', name === '' ? 'Give the template a name.' : name.length > MAX_NAME && `At most ${MAX_NAME} characters.`)
  const isMail = form.kind === 'mail'
  const checkWords = (at: string, { subject, html }: WordsForm) => {
    check(`${at}subject`, isMail && subject.trim() === '' && 'A mail needs a subject.')
    check(`${at}html`, html.trim() === '' && 'Write what the mail says.')
  }
  checkWords('', form)
  for (const [tag, words] of isMail ? Object.entries(form.variants) : []) checkWords(`variants.${tag}.`, words)
  return Object.keys(errors).length === 0 ? { values: form, errors: {} } : { values: {}, errors }
}
