import { z } from '@hono/zod-openapi'
import { CATEGORY, content } from './template.ts'

/** What a new template may begin as; it can be sent as it is, and is meant to be changed. */
export const templateStarter = z
  .object({
    id: z.string(),
    object: z.literal('template_starter'),
    name: z.string(),
    category: CATEGORY,
    required: z.array(z.string()),
    binding: z.object({ trigger: z.string() }),
    ...content,
  })
  .openapi('TemplateStarter')
export type TemplateStarter = z.infer<typeof templateStarter>
