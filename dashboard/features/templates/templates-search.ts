import * as z from 'zod/mini'

/** What the address of a new template may say: which starter it begins with. */
export const newTemplateSearch = z.object({ from: z.catch(z.optional(z.string()), undefined) })
