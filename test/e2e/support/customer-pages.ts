import { expect } from 'vitest'
import { type Customer, readList } from './customers.ts'
import type { DemoAccount } from './demo-account.ts'

/** Opens the pages about customers of test mode, and reads what they show and what the API says. */
export function customerPages({ billhook, page }: DemoAccount) {
  /** What the API lists for a query such as `?stage=trial`. */
  const listed = (query = '') => readList<Customer>(billhook, `/customers${query}`)

  async function named(name: string): Promise<Customer> {
    const [found] = await listed(`?q=${encodeURIComponent(name)}`)
    if (!found) throw new Error(`Nobody is called ${name}.`)
    return found
  }

  async function openList(query = ''): Promise<void> {
    await page.goto(`${billhook.url}/test/customers${query}`)
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  }

  async function openProfile(name: string, tab?: 'timeline' | 'fields'): Promise<Customer> {
    const customer = await named(name)
    await page.goto(`${billhook.url}/test/customers/${customer.id}${tab ? `?tab=${tab}` : ''}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    return customer
  }

  const shownIds = () =>
    page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row))

  /** The list comes to show these, in this order, and nobody else. */
  async function expectShown(customers: Customer[]): Promise<void> {
    await expect.poll(shownIds, { timeout: 45_000 }).toEqual(customers.map(({ id }) => id))
  }

  return { listed, named, openList, openProfile, shownIds, expectShown }
}
