import { refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { type CustomerPatchInput, MAX_FIELDS } from '../schemas/customer-input.ts'
import { storedCustomer } from './customer-answer.ts'
import { tenantNowMs, tenantRules } from './tenant-rules.ts'

/** Ends the request with 422 where a patch breaks a rule that its schema cannot know. */
export async function checkPatch(c: AppContext, id: string, patch: CustomerPatchInput): Promise<void> {
  for (const [field, override] of Object.entries(patch.overrides ?? {})) {
    if (override?.until && Date.parse(override.until) <= (await tenantNowMs(c))) {
      refuseInput(`/overrides/${field}/until`, 'until_in_past', 'This must be in the future.')
    }
  }
  await checkStage(c, patch.overrides?.stage?.value ?? null)
  if (patch.fields) await checkFields(c, id, patch.fields)
}

async function checkStage(c: AppContext, stage: string | null): Promise<void> {
  if (stage === null) return
  const { stages } = (await tenantRules(c)).settings
  if (stages.some(({ name }) => name === stage)) return
  refuseInput('/overrides/stage/value', 'unknown_stage', 'The settings have no stage of this name.')
}

async function checkFields(c: AppContext, id: string, fields: Record<string, unknown>): Promise<void> {
  const { own_fields } = await storedCustomer(c, id)
  const after = Object.values({ ...own_fields, ...fields }).filter((field) => field !== null)
  if (after.length > MAX_FIELDS) {
    refuseInput('/fields', 'too_many_fields', `A customer has at most ${MAX_FIELDS} fields of its own.`)
  }
}
