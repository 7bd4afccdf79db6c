export const NUMBER_DIGITS = 8

/** Of an id that `numberedId` made (`dlv_0000001c…`): the number that stands first in it; -1 for any other text. */
export function numberOfId(prefix: string, id: string): number {
  const match = /^([a-z]+)_([0-9a-z]{8})[0-9A-Za-z]{12}$/.exec(id)
  return match?.[1] === prefix && match[2] ? Number.parseInt(match[2], 36) : -1
}
