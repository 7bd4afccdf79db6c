import type { BUILT_IN_LAYOUTS } from '../domain/template.ts'
import { CANCELED } from './starters/canceled.ts'
import { BUTTON_SNIPPET, DEFAULT_LAYOUT, FACT_SNIPPET, MARKETING_LAYOUT } from './starters/layout.ts'
import { PAYMENT_FAILED } from './starters/payment-failed.ts'
import { RECEIPT } from './starters/receipt.ts'
import { REFUNDED } from './starters/refunded.ts'
import { RENEWING } from './starters/renewing.ts'
import type { Starter } from './starters/starter.ts'
import { TRIAL_ENDING } from './starters/trial-ending.ts'
import { WELCOME } from './starters/welcome.ts'

/** One per moment that a payer expects to hear of, in the order in which they happen. */
export const STARTERS: readonly Starter[] = [
  ...[WELCOME, TRIAL_ENDING, RENEWING, RECEIPT, PAYMENT_FAILED, REFUNDED, CANCELED],
]

/** The layouts and snippets that the starters name. */
export const STARTER_LAYOUTS: Readonly<Record<string, string> & Record<(typeof BUILT_IN_LAYOUTS)[number], string>> = {
  default: DEFAULT_LAYOUT,
  marketing: MARKETING_LAYOUT,
}
export const STARTER_SNIPPETS: Readonly<Record<string, string>> = { button: BUTTON_SNIPPET, fact: FACT_SNIPPET }
