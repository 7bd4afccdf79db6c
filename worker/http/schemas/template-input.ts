import { z } from '@hono/zod-openapi'
import type { TemplateInput } from '../../account/automation-rpc.ts'
import type { Binding, TemplateContent } from '../../domain/template.ts'
import { triggerType } from './automation-trigger.ts'
import { opaqueId } from './common.ts'
import { given } from './given.ts'
import { CATEGORY, KIND } from './template.ts'
import { languageInput, variantsInput, variantsOf, wordsInput } from './template-variants.ts'
import { emailAddress, lineOfText, refuseRepeats } from './text.ts'

const MAX_REQUIRED = 20
const VARIABLE = /^[a-z_]+(\.[A-Za-z0-9_-]+)+$/

const content = { ...wordsInput, layout: opaqueId.nullable(), variants: variantsInput }

const about = {
  name: lineOfText(100),
  category: CATEGORY,
  required: z
    .array(z.string().max(200).regex(VARIABLE, 'The path of a variable, such as invoice.hosted_url'))
    .max(MAX_REQUIRED)
    .superRefine(refuseRepeats),
  binding: z
    .strictObject({ trigger: triggerType, product: opaqueId.optional(), price: opaqueId.optional() })
    .nullable(),
}

const words = {
  kind: KIND.default('mail'),
  category: about.category.default('transactional'),
  required: about.required.default([]),
  binding: about.binding.default(null),
  subject: content.subject.optional(),
  preheader: content.preheader.default(null),
  html: content.html,
  text: content.text.default(null),
  layout: content.layout.default(null),
  variants: content.variants.default({}),
}

/** A layout or snippet has no subject. */
export const templateInput = z.strictObject({ name: about.name, ...words })

/** What is left out stays; it is the draft that changes. */
export const templatePatchInput = z.strictObject({ ...about, ...content }).partial()

export const revertInput = z.strictObject({ version: z.int().min(1) })

export const SAMPLE = z.enum(['standard', 'edge'])

/** For whom, or for the customer of which event; without either, for a made-up one. */
const shown = {
  ...{ customer: opaqueId.optional(), event: opaqueId.optional(), sample: SAMPLE.optional() },
  language: languageInput.optional(),
}
type Shown = { [Name in keyof typeof shown]?: unknown }

function refuseSeveral({ customer, event, sample }: Shown, context: z.core.$RefinementCtx): void {
  const named = Object.entries({ customer, event, sample }).filter(([, value]) => value !== undefined)
  for (const [name] of named.slice(1)) {
    context.addIssue({
      ...{ code: 'custom', params: { code: 'one_of' }, path: [name] },
      message: 'Send one of customer, event and sample.',
    })
  }
}

export const previewInput = z
  .strictObject({
    ...shown,
    /** Words that were not saved yet, in place of the draft’s. */
    content: z.strictObject(content).partial().optional(),
  })
  .superRefine(refuseSeveral)
export type PreviewInput = z.infer<typeof previewInput>

/** A template as it is being written, which need not be saved. */
export const unsavedPreviewInput = z
  .strictObject({ ...shown, template: z.strictObject(words) })
  .superRefine(refuseSeveral)

export const testSendInput = z.strictObject({
  to: emailAddress,
  /** Whose values it shows; without one, those of a made-up customer. */
  customer: opaqueId.optional(),
  language: languageInput.optional(),
})

export function templateOf(input: z.infer<typeof templateInput>): TemplateInput {
  const { name, kind, category, required, binding, subject = '', preheader, html, text, layout, variants } = input
  const draft: TemplateContent = { subject, preheader, html, text, layout, variants: variantsOf(variants) }
  return { name, kind, category, required, binding: given(binding) as Binding | null, draft }
}

export function changedTemplate(before: TemplateInput, patch: z.infer<typeof templatePatchInput>): TemplateInput {
  const { name, category, required, binding, variants, ...words } = given(patch)
  return {
    name: name ?? before.name,
    kind: before.kind,
    category: category ?? before.category,
    required: required ?? before.required,
    binding: binding === undefined ? before.binding : (binding as Binding | null),
    draft: { ...before.draft, ...words, ...(variants && { variants: variantsOf(variants) }) },
  }
}
