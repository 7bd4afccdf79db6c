import { z } from '@hono/zod-openapi'
import type { CustomerName } from '../../readmodel/customer-names.ts'

/** Whom something is about, as it is now; of one that was merged away the customer that took it over. */
export const customerRef = z.object({
  id: z.string(),
  external_id: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
})

export function presentCustomerRef(id: string, names: ReadonlyMap<string, CustomerName>): z.infer<typeof customerRef> {
  const known = names.get(id)
  return {
    id: known?.id ?? id,
    external_id: known?.externalId ?? null,
    email: known?.email ?? null,
    name: known?.name ?? null,
  }
}
