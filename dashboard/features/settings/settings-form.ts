import type { AccountSettings } from '../../../worker/domain/settings.ts'
import { type MailForm, mailFormOf, mailOf } from './mail-form.ts'

/** The settings that this page edits; retention has a page of its own. */
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
  | 'mail'
>

/** What the form holds: as the settings, but that text which may be empty is never null. */
export type SettingsForm = Omit<EditableSettings, 'identity' | 'mail'> & {
  identity: Omit<AccountSettings['identity'], 'metadata_key'> & { metadata_key: string }
  mail: MailForm
}

export function formOf(settings: EditableSettings): SettingsForm {
  const { identity, stages, access, mrr, price_mapping, products_included, renewal_days, trial_ending_days } = settings
  const { mail } = settings
  return structuredClone({
    identity: { ...identity, metadata_key: identity.metadata_key ?? '' },
    stages,
    access,
    mrr,
    price_mapping,
    products_included,
    renewal_days,
    trial_ending_days,
    mail: mailFormOf(mail),
  })
}

/** What the form means: names without spaces around them, no metadata key where its field is empty. */
export function settingsOf(form: SettingsForm): EditableSettings {
  return {
    ...form,
    identity: { ...form.identity, metadata_key: form.identity.metadata_key.trim() || null },
    mail: mailOf(form.mail),
    stages: form.stages.map(({ name, statuses }) => ({ name: name.trim(), statuses })),
  }
}
