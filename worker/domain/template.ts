import type { TriggerType } from './automation/automation.ts'
import { closestLanguage } from './language.ts'

/** What a mail says in one language. */
export interface Words {
  subject: string
  preheader: string | null
  html: string
  /** Null: made from the html. */
  text: string | null
}

/** Words within their layout, which is the id of a template of kind `layout`. */
export interface FramedWords extends Words {
  layout: string | null
}

/** The words of a mail: its own are the default, for whoever reads none of the languages that it has variants in. */
export interface TemplateContent extends FramedWords {
  /** By canonical language tag; absent in what was kept before there were any. */
  variants?: Record<string, Words>
}

export const MAX_VARIANTS = 20

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

/** Null is the default. */
export function languagesOf({ variants = {} }: TemplateContent): (string | null)[] {
  return [null, ...Object.keys(variants)]
}

/** Which of its languages a reader gets. */
export function languageFor({ variants = {} }: TemplateContent, locale: unknown): string | null {
  return closestLanguage(locale, Object.keys(variants))
}

/** The words of one of its languages; all of a template but the words is the same in each. */
export function wordsIn({ variants = {}, ...own }: TemplateContent, language: string | null): FramedWords {
  const variant = language === null ? undefined : variants[language]
  return variant ? { ...variant, layout: own.layout } : own
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
