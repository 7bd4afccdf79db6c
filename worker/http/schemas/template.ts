import { z } from '@hono/zod-openapi'
import type { Template as StoredTemplate, TemplateVersion as StoredVersion } from '../../domain/template.ts'
import { isoOfMs } from '../../domain/times.ts'
import { MAIL_PARTS } from '../../mail/render-mail.ts'
import { isoTime } from './common.ts'

export const KIND = z.enum(['mail', 'layout', 'snippet'])
export const CATEGORY = z.enum(['transactional', 'marketing'])

const words = {
  subject: z.string(),
  preheader: z.string().nullable(),
  html: z.string(),
  /** Null: made from the html. */
  text: z.string().nullable(),
}

export const content = { ...words, layout: z.string().nullable() }

const variants = z.record(z.string(), z.object(words))

/** What a mail says, in Liquid. The words are those of the draft; what is published stands in its versions. */
export const template = z
  .object({
    id: z.string(),
    object: z.literal('template'),
    name: z.string(),
    /** `layout` frames mails, `snippet` is rendered by its id within them. */
    kind: KIND,
    category: CATEGORY,
    /** Variables without which a mail is not sent. */
    required: z.array(z.string()),
    /** What it is for, where an automation names no template. */
    binding: z.object({ trigger: z.string(), product: z.string().optional(), price: z.string().optional() }).nullable(),
    ...content,
    /** Words in other languages, by BCP 47 tag; layout, category and what is required are the template’s. */
    variants,
    /** Of the draft. */
    version: z.int(),
    published_version: z.int().nullable(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .openapi('Template')
export type Template = z.infer<typeof template>

/** Something that does not keep it from being saved. Lines and columns count from 1; `file` is a layout or snippet. */
export const templateWarning = z.object({
  code: z.enum(['unknown_variable', 'no_unsubscribe_link', 'no_postal_address']),
  /** The variant that it is in; null: the default, or the template as a whole. */
  language: z.string().nullable(),
  part: z.enum(MAIL_PARTS).nullable(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  variable: z.string().nullable(),
  message: z.string(),
})
export type TemplateWarning = z.infer<typeof templateWarning>

export const savedTemplate = template.extend({ warnings: z.array(templateWarning) }).openapi('SavedTemplate')

/** What was published, for good. */
export const templateVersion = z
  .object({
    object: z.literal('template_version'),
    template: z.string(),
    version: z.int(),
    ...content,
    variants,
    category: CATEGORY,
    required: z.array(z.string()),
    published_at: isoTime,
    /** Who published it: operator, or key: with an id. */
    by: z.string(),
  })
  .openapi('TemplateVersion')
export type TemplateVersion = z.infer<typeof templateVersion>

export const templatePreview = z
  .object({
    object: z.literal('template_preview'),
    /** Which variant it shows; null: the default. */
    language: z.string().nullable(),
    /** Null where there is no mail: see `canceled` and `missing`. */
    subject: z.string().nullable(),
    preheader: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    /** Variables without a value here: a required one among them keeps the mail from being sent. */
    missing: z.array(z.string()),
    /** Why the template decided against being sent. */
    canceled: z.string().nullable(),
    warnings: z.array(templateWarning),
  })
  .openapi('TemplatePreview')
export type TemplatePreview = z.infer<typeof templatePreview>

export function presentTemplate(stored: StoredTemplate): Template {
  const { id, name, kind, category, required, binding, draft, version } = stored
  return {
    ...{
      id,
      object: 'template',
      name,
      kind,
      category,
      required,
      binding,
      ...draft,
      variants: draft.variants ?? {},
      version,
    },
    published_version: stored.publishedVersion,
    created_at: isoOfMs(stored.createdAtMs),
    updated_at: isoOfMs(stored.updatedAtMs),
  }
}

export function presentVersion(stored: StoredVersion): TemplateVersion {
  const { template: id, version, content: said, category, required, publishedAtMs, by } = stored
  return {
    ...{
      object: 'template_version',
      template: id,
      version,
      ...said,
      variants: said.variants ?? {},
      category,
      required,
    },
    ...{ published_at: isoOfMs(publishedAtMs), by },
  }
}
