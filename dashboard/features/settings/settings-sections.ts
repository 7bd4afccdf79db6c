import type { EditableSettings } from './settings-form.ts'

export const SETTINGS_SECTIONS = [
  'identity',
  'stages',
  'access',
  'packages',
  'products',
  'mrr',
  'reminders',
  'mail',
] as const
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]

export const SECTION_WORDS: Record<SettingsSection, { label: string; about: string }> = {
  identity: { label: 'Identity', about: 'Which of your customers a Stripe customer is.' },
  stages: { label: 'Stages', about: 'Where customers stand, by the status of their subscription.' },
  access: { label: 'Access', about: 'When a customer may come in, and when no longer.' },
  packages: { label: 'Packages', about: 'What each price and product gives to those who pay for it.' },
  products: { label: 'Products', about: 'Which products concern this account at all.' },
  mrr: { label: 'MRR', about: 'How monthly recurring revenue is counted.' },
  reminders: { label: 'Reminders', about: 'How long before a renewal or the end of a trial something may happen.' },
  mail: { label: 'Mail', about: 'From whom mails come, to whom tests may go, and when marketing waits.' },
}

const SECTION_OF: Record<keyof EditableSettings, SettingsSection> = {
  identity: 'identity',
  stages: 'stages',
  access: 'access',
  price_mapping: 'packages',
  products_included: 'products',
  mrr: 'mrr',
  renewal_days: 'reminders',
  trial_ending_days: 'reminders',
  mail: 'mail',
}

/** The sections that hold these settings, in the order of the page; what this page does not edit is left out. */
export function sectionsOf(keys: readonly string[]): SettingsSection[] {
  const held = new Set(keys.map((key) => (SECTION_OF as Record<string, SettingsSection>)[key]))
  return SETTINGS_SECTIONS.filter((section) => held.has(section))
}
