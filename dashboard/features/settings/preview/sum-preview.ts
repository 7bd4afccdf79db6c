import type { SettingsPreview } from '../../../../worker/account/customer-rpc.ts'

export type PreviewCounts = SettingsPreview['changed']
export type PreviewExample = SettingsPreview['examples'][number]

/** What is known so far of what a change would do. */
export interface PreviewSum {
  examined: number
  total: number
  changed: PreviewCounts
  examples: PreviewExample[]
}

const MAX_EXAMPLES = 10

export const NOTHING_EXAMINED: PreviewSum = {
  examined: 0,
  total: 0,
  changed: { any: 0, stage: 0, access: 0, packages: 0, mrr: 0, segments: 0 },
  examples: [],
}

/** The sum with one more page of customers; `total` is the newest, as customers may come meanwhile. */
export function addPage(sum: PreviewSum, page: Omit<SettingsPreview, 'next'>): PreviewSum {
  const changed = Object.fromEntries(
    Object.entries(sum.changed).map(([value, count]) => [value, count + page.changed[value as keyof PreviewCounts]]),
  ) as PreviewCounts
  return {
    examined: sum.examined + page.examined,
    total: page.total,
    changed,
    examples: [...sum.examples, ...page.examples].slice(0, MAX_EXAMPLES),
  }
}
