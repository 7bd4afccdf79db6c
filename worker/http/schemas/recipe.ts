import { z } from '@hono/zod-openapi'
import type { Recipe as KnownRecipe } from '../../mail/recipes.ts'
import { automation, goal } from './automation.ts'
import { CATEGORY, template } from './template.ts'

/** An automation to begin with, and the mail that it sends. */
export const recipe = z
  .object({
    /** That of the template that it makes. */
    id: z.string(),
    object: z.literal('recipe'),
    name: z.string(),
    /** What it does for whom, in a sentence. */
    promise: z.string(),
    trigger: z.string(),
    subject: z.string(),
    category: CATEGORY,
    goal: goal.nullable(),
    /** What was made from it: the oldest automation of its trigger that sends its template; null where none is there. */
    automation: z.string().nullable(),
  })
  .openapi('Recipe')
export type Recipe = z.infer<typeof recipe>

export const takenRecipe = z.object({ object: z.literal('taken_recipe'), automation, template }).openapi('TakenRecipe')
export type TakenRecipe = z.infer<typeof takenRecipe>

export function presentRecipe(known: KnownRecipe, automationId: string | null): Recipe {
  const { id, name, promise, starter, goal: aim } = known
  const { subject, category, binding } = starter
  return {
    ...{ id, object: 'recipe', name, promise, trigger: binding.trigger, subject, category },
    ...{ goal: aim, automation: automationId },
  }
}
