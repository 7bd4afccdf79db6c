import { DEFAULT_PERMISSIONS } from '../core/site/permissions.ts'
import { CommandError, connectSandbox } from './client.ts'
import { modeOf } from './commands.ts'
import type { Command } from './options.ts'

type Print = (line: string) => void
type Of<N extends Command['name']> = Extract<Command, { name: N }>

/** A fresh restricted key with all that Billhook needs, less what is named. */
export async function runKey({ url, live, without }: Of<'key'>, print: Print): Promise<void> {
  const unknown = without.find((name) => !DEFAULT_PERMISSIONS.includes(name))
  if (unknown) throw new CommandError(`${unknown} is none of them: ${DEFAULT_PERMISSIONS.join(', ')}.`)
  const permissions = DEFAULT_PERMISSIONS.filter((name) => !without.includes(name))
  const { key } = await connectSandbox(url).post<{ key: string }>('keys', { permissions, ...modeOf(live) })
  print(key)
}

/** What the owner of the Stripe account does in their Dashboard: removes the application. */
export async function runDeauthorize({ url, live, client }: Of<'deauthorize'>, print: Print): Promise<void> {
  const input = { ...modeOf(live), ...(client ? { client_id: client } : {}) }
  const { deauthorized } = await connectSandbox(url).post<{ deauthorized: string[] }>('deauthorize', input)
  print(deauthorized.length > 0 ? `Disconnected: ${deauthorized.join(', ')}.` : 'No application was connected.')
}

/** Customers of the past, with a subscription each. */
export async function runSeed({ url, live, customers, invoices }: Of<'seed'>, print: Print): Promise<void> {
  const input = { customers, invoices_per_customer: invoices, ...modeOf(live) }
  const made = await connectSandbox(url).post<{ subscriptions: number; invoices: number }>('seed', input)
  print(`${customers} customers, ${made.subscriptions} subscriptions and ${made.invoices} invoices are there now.`)
}
