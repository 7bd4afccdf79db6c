/** The three shapes that the sandbox can give an object. */
export type Shape = 'endive' | 'acacia' | '2022-11-15'

export const RENDERED_VERSIONS = ['2026-10-28.endive', '2025-02-24.acacia', '2022-11-15'] as const

/** From this release on periods stand on the items and an invoice names its subscription in `parent`. */
const BASIL = '2025-03-31'
/** The last release before the additions of 2023 and 2024. */
const EARLY_2023 = '2023-08-16'

/** The shape nearest to an API version; a version without a shape of its own gets that of its era. */
export function shapeOf(apiVersion: string): Shape {
  const date = apiVersion.slice(0, 10)
  if (date >= BASIL) return 'endive'
  return date >= EARLY_2023 ? 'acacia' : '2022-11-15'
}

/** `invoice_payment.*` tells of an object that older versions do not know, so it is not sent to them. */
export function isSentTo(apiVersion: string, eventType: string): boolean {
  return shapeOf(apiVersion) === 'endive' || !eventType.startsWith('invoice_payment.')
}
