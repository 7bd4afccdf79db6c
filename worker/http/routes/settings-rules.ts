import { mergeSettings, type SettingsPatch } from '../../domain/settings.ts'
import { readCatalogIds } from '../../readmodel/catalog-ids.ts'
import { type InputError, ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { toPointer } from '../middleware/invalid-input.ts'
import { type TenantRules, tenantRules } from './tenant-rules.ts'

/** Ends the request with 422 where a patch breaks a rule that its schema cannot know; `at` is the pointer to the patch. */
export async function checkSettings(c: AppContext, patch: SettingsPatch, at: string): Promise<void> {
  const { settings } = await tenantRules(c)
  const errors = [...retentionErrors(patch, settings), ...(await catalogErrors(c, patch, settings))]
  const [first] = errors
  if (!first) return
  throw new ProblemError('validation_failed', `${first.pointer.slice(1)}: ${first.message}`, {
    errors: errors.map((error) => ({ ...error, pointer: at + error.pointer })),
  })
}

type Settings = TenantRules['settings']

function retentionErrors(patch: SettingsPatch, current: Settings): InputError[] {
  const { payload_days, event_days } = mergeSettings(current, patch).retention
  if (event_days >= payload_days) return []
  const named = patch.retention?.event_days === undefined ? 'payload_days' : 'event_days'
  return [
    {
      pointer: `/retention/${named}`,
      code: 'retention_conflict',
      message: `Events cannot go after ${event_days} days while their payloads stay for ${payload_days}.`,
    },
  ]
}

/** Ids that are in the settings already may stay, also when Stripe has them no more. */
async function catalogErrors(c: AppContext, patch: SettingsPatch, current: Settings): Promise<InputError[]> {
  const mapped = Object.keys(patch.price_mapping ?? {}).filter((id) => !Object.hasOwn(current.price_mapping, id))
  const included = [...(patch.products_included ?? []).entries()].filter(
    ([, id]) => !current.products_included?.includes(id),
  )
  if (mapped.length === 0 && included.length === 0) return []
  const ids = await readCatalogIds(c.env.DB, c.var.tenant, [...mapped, ...included.map(([, id]) => id)])
  // A deployment that only receives has no catalog until events bring it.
  if (ids.isEmpty) return []
  const unknownIn = `in the catalog of ${c.var.tenant.mode} mode`
  return [
    ...mapped
      .filter((id) => !ids.prices.has(id) && !ids.products.has(id))
      .map((id) => ({
        pointer: toPointer(['price_mapping', id]),
        code: 'unknown_price',
        message: `There is no price or product "${id}" ${unknownIn}.`,
      })),
    ...included
      .filter(([, id]) => !ids.products.has(id))
      .map(([i, id]) => ({
        pointer: toPointer(['products_included', i]),
        code: 'unknown_product',
        message: `There is no product "${id}" ${unknownIn}.`,
      })),
  ]
}
