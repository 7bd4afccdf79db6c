import type { AccountSettings } from '../../../worker/domain/settings.ts'

/** The settings that this page edits; retention and mail have their own pages. */
export type EditableSettings = Pick<
  AccountSettings,
  | 'identity'
  | 'stages'
  | 'access'
  | 'mrr'
  | 'price_mapping'
  | 'products_included'
  | 'renewal_days'
  | 'trial_ending_days'
>

/** What the form holds: as the settings, but that text which may be empty is never null. */
export type SettingsForm = Omit<EditableSettings, 'identity'> & {
  identity: Omit<AccountSettings['identity'], 'metadata_key'> & { metadata_key: string }
}

export function formOf(settings: EditableSettings): SettingsForm {
  const { identity, stages, access, mrr, price_mapping, products_included, renewal_days, trial_ending_days } = settings
  return structuredClone({
    identity: { ...identity, metadata_key: identity.metadata_key ?? '' },
    stages,
    access,
    mrr,
    price_mapping,
    products_included,
    renewal_days,
    trial_ending_days,
  })
}

/** What the form means: names without spaces around them, no metadata key where its field is empty. */
export function settingsOf(form: SettingsForm): EditableSettings {
  return {
    ...form,
    identity: { ...form.identity, metadata_key: form.identity.metadata_key.trim() || null },
    stages: form.stages.map(({ name, statuses }) => ({ name: name.trim(), statuses })),
  }
}
