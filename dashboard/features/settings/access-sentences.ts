import type { AccountSettings } from '../../../worker/domain/settings.ts'

type AccessSettings = AccountSettings['access']

export const MAX_GRACE_DAYS = 365

/** What each access setting does, as one sentence; the grace is told as soon as it is a number. */
export function accessSentences(access: AccessSettings): Record<keyof AccessSettings, string> {
  return {
    grace_days: graceSentence(access.grace_days),
    on_end: ON_END[access.on_end],
    on_pause: ON_PAUSE[access.on_pause],
    on_full_refund: ON_FULL_REFUND[access.on_full_refund],
    on_dispute: ON_DISPUTE[access.on_dispute],
  }
}

function graceSentence(days: number): string {
  if (!Number.isInteger(days) || days < 0 || days > MAX_GRACE_DAYS)
    return 'A failed payment suspends access once the grace is over.'
  if (days === 0) return 'A failed payment suspends access at once.'
  return `A failed payment suspends access after ${days === 1 ? '1 day' : `${days} days`}.`
}

const ON_END: Record<AccessSettings['on_end'], string> = {
  expire: 'When a subscription ends, access expires and the packages are gone.',
  freeze: 'When a subscription ends, access freezes and the packages stay as they were.',
}

const ON_PAUSE: Record<AccessSettings['on_pause'], string> = {
  freeze: 'When collecting is paused, access freezes at the end of the paid period.',
  suspend: 'When collecting is paused, access is suspended at the end of the paid period.',
  keep: 'When collecting is paused, access goes on.',
}

const ON_FULL_REFUND: Record<AccessSettings['on_full_refund'], string> = {
  keep: 'A full refund changes nothing about access.',
  suspend: 'A full refund suspends access until a later payment.',
  expire: 'A full refund ends access until a later payment.',
}

const ON_DISPUTE: Record<AccessSettings['on_dispute'], string> = {
  keep: 'A dispute changes nothing until it is lost; a lost one ends access.',
  suspend: 'A dispute suspends access until it is decided; a lost one ends it.',
}
