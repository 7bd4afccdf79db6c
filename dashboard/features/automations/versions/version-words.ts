import type { ChangedPart } from '../../../components/versions/changed-part.ts'

/** `Changed: when, then.`; `former` null: no older one is kept, undefined: it was not loaded yet. */
export function changeWords(
  version: number,
  changes: readonly ChangedPart[],
  former: object | null | undefined,
): string {
  if (former === undefined) return ''
  if (former === null) return version === 1 ? 'It was made.' : 'Older versions were not kept.'
  return changes.length === 0
    ? 'Saved without a change.'
    : `Changed: ${changes.map(({ label }) => label.toLowerCase()).join(', ')}.`
}
