import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import type { EditableSettings } from './settings-form.ts'

const MERGED = ['identity', 'access', 'mrr', 'mail'] as const
const REPLACED = ['stages', 'price_mapping', 'products_included', 'renewal_days', 'trial_ending_days'] as const

/** Only what differs from `saved`: single keys of sections that the API merges, whole lists and the mapping. */
export function settingsPatch(saved: EditableSettings, edited: EditableSettings): SettingsPatch {
  const merged = MERGED.flatMap((section) => {
    const changed = Object.entries(edited[section]).filter(
      ([key, value]) => !isSame(value, (saved[section] as Record<string, unknown>)[key]),
    )
    return changed.length > 0 ? [[section, Object.fromEntries(changed)] as const] : []
  })
  const replaced = REPLACED.filter((key) => !isSame(saved[key], edited[key])).map((key) => [key, edited[key]] as const)
  return Object.fromEntries([...merged, ...replaced]) as SettingsPatch
}

export function isEmptyPatch(patch: SettingsPatch): boolean {
  return Object.keys(patch).length === 0
}

/** Equal in meaning: the order of keys and of plain lists (statuses, packages, days) says nothing, that of rules does. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.every(isPlain) ? [...value].sort() : value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]) => [key, inOrder(child)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object'
}
