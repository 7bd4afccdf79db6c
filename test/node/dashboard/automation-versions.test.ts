import { describe, expect, it } from 'vitest'
import { NO_NAMES } from '../../../dashboard/features/automations/automation-names.ts'
import { changedParts, restored } from '../../../dashboard/features/automations/versions/changed-parts.ts'
import { changeWords } from '../../../dashboard/features/automations/versions/version-words.ts'
import type { AutomationVersion } from '../../../dashboard/lib/api-types.ts'

const FIRST: AutomationVersion = {
  ...{ object: 'automation_version', automation: 'auto_1', version: 1, name: 'Late', status: 'draft' },
  ...{ trigger: { type: 'payment.failed' }, conditions: [], actions: [{ type: 'add_tag', tag: 'late' }] },
  ...{ reentry: 'always', goal: null, log_only: false, saved_at: '2026-11-21T19:00:00Z', by: 'operator' },
}
const changed = (to: Partial<AutomationVersion>) => changedParts(FIRST, { ...FIRST, ...to }, NO_NAMES)

describe('what changed between two versions of an automation', () => {
  it.each<[Partial<AutomationVersion>, string, string, string]>([
    [{ name: 'Later' }, 'Name', 'Late', 'Later'],
    [{ status: 'on' }, 'Status', 'Draft', 'On'],
    [{ trigger: { type: 'payment.recovered' } }, 'When', 'A payment fails', 'A failed payment is made good'],
    [
      { conditions: [{ field: 'failed_payment_at', op: 'is_set', value: true }] },
      ...(['Only if', 'Nothing is asked', 'A failed payment is open'] as const),
    ],
    [
      { actions: [{ type: 'wait', days: 1 }, ...FIRST.actions] },
      ...(['Then', 'Add tag late', 'Wait 1 day\nAdd tag late'] as const),
    ],
    [{ actions: [] }, 'Then', 'Add tag late', 'Do nothing'],
    [{ log_only: true }, 'Log only', 'No: it acts', 'Yes: it sends nothing'],
    [{ reentry: 'never' }, 'How often', 'Each time.', 'Once per customer.'],
    [
      { goal: { conditions: [{ field: 'failed_payment_at', op: 'is_set', value: false }], within_days: 2 } },
      ...(['Goal', 'No goal', 'no failed payment is open, within 2 days.'] as const),
    ],
  ])('%j is told in words', (to, label, before, after) => {
    expect(changed(to)).toEqual([{ label, before, after }])
  })

  it('is nothing where only the version and its date differ', () => {
    expect(changed({ version: 2, saved_at: '2026-11-22T19:00:00Z', by: null })).toEqual([])
  })

  it('is told as it stands where the words are the same', () => {
    const [from, to] = [3, '3'].map((value) => ({ actions: [{ type: 'set_field' as const, key: 'seats', value }] }))
    expect(changedParts(from ?? {}, to ?? {}, NO_NAMES)).toEqual([
      {
        label: 'Then',
        before: '[{"type":"set_field","key":"seats","value":3}]',
        after: '[{"type":"set_field","key":"seats","value":"3"}]',
      },
    ])
  })

  it('whether it is on, and acts, is no part of what restoring changes', () => {
    expect(changedParts({ ...FIRST, status: 'on', log_only: true, name: 'Now' }, restored(FIRST), NO_NAMES)).toEqual([
      { label: 'Name', before: 'Now', after: 'Late' },
    ])
  })

  it('is named in a line, and the oldest that is kept says so', () => {
    expect(changeWords(2, changed({ name: 'Later', actions: [] }), FIRST)).toBe('Changed: name, then.')
    expect(changeWords(2, [], FIRST)).toBe('Saved without a change.')
    expect(changeWords(1, [], null)).toBe('It was made.')
    expect(changeWords(4, [], null)).toBe('Older versions were not kept.')
    expect(changeWords(4, [], undefined)).toBe('')
  })
})
