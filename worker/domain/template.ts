import type { TriggerType } from './automation/automation.ts'

/** The words of a mail; `layout` is the id of a template of kind `layout`. */
export interface TemplateContent {
  subject: string
  preheader: string | null
  html: string
  /** Null: made from the html. */
  text: string | null
  layout: string | null
}

/** Layouts that are there without having been made. */
export const BUILT_IN_LAYOUTS = ['default', 'marketing'] as const

/** Which mails a template is for where an automation names none; price goes before product, that before neither. */
export interface Binding {
  trigger: TriggerType
  product?: string
  price?: string
}

export interface Template {
  id: string
  name: string
  /** `layout` wraps mails; `snippet` is rendered by name within them. */
  kind: 'mail' | 'layout' | 'snippet'
  category: 'transactional' | 'marketing'
  /** Without these a mail is not sent. */
  required: string[]
  binding: Binding | null
  draft: TemplateContent
  /** Of the draft; what is published keeps its own. */
  version: number
  publishedVersion: number | null
  createdAtMs: number
  updatedAtMs: number
}

/** What was published as a version, for good. */
export interface TemplateVersion {
  template: string
  version: number
  content: TemplateContent
  category: Template['category']
  required: string[]
  publishedAtMs: number
  by: string
}

export function versionId(template: string, version: number): string {
  return `${template} ${version}`
}

/** The published template that is bound most closely to what happened; of equals the one made last. */
export function boundTemplate(
  templates: readonly Template[],
  of: { trigger: TriggerType; prices: readonly string[]; products: readonly string[] },
): Template | null {
  const ranked = templates
    .flatMap((template) => {
      const closeness = template.publishedVersion === null ? 0 : closenessOf(template.binding, of)
      return closeness > 0 ? [{ template, closeness }] : []
    })
    .sort((a, b) => b.closeness - a.closeness || b.template.createdAtMs - a.template.createdAtMs)
  return ranked[0]?.template ?? null
}

function closenessOf(
  binding: Binding | null,
  of: { trigger: TriggerType; prices: readonly string[]; products: readonly string[] },
): number {
  if (binding?.trigger !== of.trigger) return 0
  if (binding.price !== undefined) return of.prices.includes(binding.price) ? 3 : 0
  if (binding.product !== undefined) return of.products.includes(binding.product) ? 2 : 0
  return 1
}
