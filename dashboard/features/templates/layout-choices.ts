import { BUILT_IN_LAYOUTS } from '../../../worker/domain/template.ts'
import type { Template } from '../../lib/api-types.ts'

const WORDS: Record<(typeof BUILT_IN_LAYOUTS)[number], string> = {
  default: 'Plain (built in)',
  marketing: 'With an unsubscribe link (built in)',
}

/** The layouts that a mail may have: the built-in ones, then those of the account. */
export function layoutChoices(templates: readonly Template[]): { value: string; label: string }[] {
  return [
    ...BUILT_IN_LAYOUTS.map((value) => ({ value, label: WORDS[value] })),
    ...templates
      .filter(({ kind }) => kind === 'layout')
      .map(({ id, name, published_version: published }) => ({
        value: id,
        label: published === null ? `${name} (not published yet)` : name,
      })),
  ]
}
