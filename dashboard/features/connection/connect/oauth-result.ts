import type { Mode } from '../../../../worker/domain/ids.ts'

/** How a round trip to Stripe ended, as the callback writes it into the address. */
export const OAUTH_RESULTS = [
  'connected',
  'denied',
  'state_missing',
  'state_unknown',
  'state_used',
  'state_expired',
  'other_session',
  'code_refused',
  'wrong_mode',
  'confirm',
  'stripe_account_taken',
  'stripe_unavailable',
  'refused',
] as const
export type OauthResult = (typeof OAUTH_RESULTS)[number]

export interface OauthWords {
  title: string
  detail: string
  /** Nothing is wrong: the reader chose it, or it worked. */
  isFine?: boolean
}

/** What a result means and what to do. `connected` and `confirm` are told in their own ways. */
export function oauthWords(result: OauthResult, mode: Mode, stripeError: string | undefined): OauthWords {
  const other = mode === 'test' ? 'live' : 'test'
  const words: Record<OauthResult, OauthWords> = {
    connected: { title: 'Connected', detail: 'Stripe gave Billhook access.', isFine: true },
    confirm: {
      title: 'One question is left',
      detail: 'Stripe gave access to another account than before.',
      isFine: true,
    },
    denied: {
      title: 'You did not give access',
      detail: 'At Stripe, “Cancel” was chosen. Nothing was changed. Begin again whenever you like.',
      isFine: true,
    },
    state_missing: {
      title: 'This answer does not say what it belongs to',
      detail: 'The address that led back from Stripe was incomplete. Nothing was changed. Begin again here.',
    },
    state_unknown: {
      title: 'This answer belongs to nothing that was begun here',
      detail: 'The link back from Stripe was changed, or made by somebody else. Nothing was changed. Begin again here.',
    },
    state_used: {
      title: 'This answer was used already',
      detail:
        'The way back from Stripe works once, and it was not used a second time. See below whether you are connected.',
    },
    state_expired: {
      title: 'It took too long',
      detail: 'The way back from Stripe was open for a while only. Nothing was changed. Begin again here.',
    },
    other_session: {
      title: 'Somebody else began this',
      detail:
        'Whoever begins to connect must also finish it, in the same browser. Nothing was changed. Begin again here.',
    },
    code_refused: {
      title: 'Stripe took its answer back',
      detail:
        'Its code had expired or was used before. It is never tried twice, as Stripe would then end the connection. Begin again here.',
    },
    wrong_mode: {
      title: `Access was given in ${other} mode`,
      detail: `You are connecting ${mode} mode. Nothing was changed. Choose ${mode} mode at Stripe, or connect in ${other} mode.`,
    },
    stripe_account_taken: {
      title: 'This Stripe account is connected elsewhere',
      detail: 'Another Billhook account has it. Disconnect it there first, or choose another Stripe account.',
    },
    stripe_unavailable: {
      title: 'Stripe did not answer',
      detail: 'Access was given but could not be picked up. Nothing was changed. Begin again in a minute.',
    },
    refused: { title: 'Connecting did not work', detail: refusedBecause(stripeError, mode) },
  }
  return words[result]
}

/** `error` is Stripe's word, or our own for what it could not know. */
function refusedBecause(error: string | undefined, mode: Mode): string {
  switch (error) {
    case 'platform_key_refused':
      return `Stripe does not accept this deployment’s own key. Whoever runs it has to set STRIPE_PLATFORM_KEY_${mode.toUpperCase()} anew.`
    case 'connection_changed':
      return 'Somebody else connected or disconnected at the same moment. See below how it stands, then begin again.'
    case 'internal_error':
      return 'Billhook failed on the way back. See below how it stands, then begin again.'
    default:
      return `Stripe did not let Billhook ask${error ? ` and gave “${error}” as the reason` : ''}. Most often a setting of this deployment is wrong; whoever runs it should look.`
  }
}
