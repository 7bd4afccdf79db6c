import type { Browser, Page } from 'playwright-core'
import { seedDemo } from '../../sandbox/index.ts'
import { type StartedBillhook, startBillhook } from './billhook.ts'
import { collectConsoleErrors, launchBrowser } from './browser.ts'
import { connectByKey, endedImport, type Mode, makeKey } from './connection.ts'
import { signIn } from './dashboard.ts'
import { type OwnStripe, startOwnStripe } from './sandbox.ts'

export interface DemoAccount {
  stripe: OwnStripe
  billhook: StartedBillhook
  browser: Browser
  /** Of somebody who is signed in. */
  page: Page
  /** What that page has written to the console as an error since then. */
  consoleErrors: string[]
}

/**
 * A Billhook that has imported the people of the demo in test mode and, where asked for, so many others in live mode. The
 * caller closes the browser.
 */
export async function startDemoAccount({
  live = 0,
  port,
}: {
  live?: number
  port?: number
} = {}): Promise<DemoAccount> {
  const stripe = await startOwnStripe()
  seedDemo(stripe.sandbox.stripe)
  if (live > 0) await stripe.control('seed', { mode: 'live', customers: live, invoices_per_customer: 1 })
  const browser = await launchBrowser()
  const billhook = await startBillhook({
    ...(port !== undefined && { port }),
    env: { STRIPE_API_BASE: stripe.sandbox.url, STRIPE_WEBHOOK_SECRET: '' },
  })
  const modes: Mode[] = live > 0 ? ['test', 'live'] : ['test']
  for (const mode of modes) await connectByKey(billhook, await makeKey(stripe, mode), { mode })
  for (const mode of modes) await endedImport(billhook, { mode, timeoutMs: 60_000 })
  const page = await signIn(browser, billhook)
  return { stripe, billhook, browser, page, consoleErrors: collectConsoleErrors(page) }
}
