import { beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import type { Delivery } from '../../worker/http/schemas/delivery.ts'
import type { OutboxMail } from '../../worker/http/schemas/outbox.ts'
import { DAY } from '../support/billing.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { advanceClocks } from './support/clocks.ts'
import { connectByKey, endedImport, makeKey } from './support/connection.ts'
import { passTime, readList } from './support/customers.ts'
import { expectedMails } from './support/expected-mails.ts'
import { automateMails, subjectsBegin } from './support/mail-automations.ts'
import { liveDay, makePrices, PEOPLE, type Person, subscribeAll } from './support/mail-life.ts'
import { type OwnStripe, startOwnStripe } from './support/sandbox.ts'
import { type ShuffledWebhooks, shuffleWebhooks } from './support/shuffled-webhooks.ts'

/** A New Year to come, so that months have the same days whenever this runs. */
const YEAR = new Date().getUTCFullYear() + 1
const START_MS = Date.UTC(YEAR, 0, 1, 10)
/** Into March: past the renewal of who pays for two months. */
const DAYS = (Date.UTC(YEAR, 2, 3, 10) - START_MS) / (DAY * 1000)
/** The same life twice, side by side: Stripe tells of the ones as it happens, of the others twice and in any order. */
const TOLD = ['in-order', 'shuffled'] as const
type Told = (typeof TOLD)[number]

let stripe: OwnStripe
let billhook: StartedBillhook
let webhooks: ShuffledWebhooks

beforeAll(async () => {
  stripe = await startOwnStripe({ seed: 'mails', now: START_MS / 1000, requestsPerSecond: null })
  billhook = await startBillhook({ env: { STRIPE_API_BASE: stripe.sandbox.url, STRIPE_WEBHOOK_SECRET: '' } })
  await connectByKey(billhook, await makeKey(stripe))
  expect(await endedImport(billhook, { timeoutMs: 30_000 })).toMatchObject({ status: 'done' })
  await automateMails(billhook)
  await passTime(billhook, Math.round((START_MS - Date.now()) / 1000))
  webhooks = shuffleWebhooks(stripe, { seed: 20_261_130, isMeant: (email) => email.endsWith('@shuffled.example') })
  await live()
}, 300_000)

function addressOf(person: Person, told: Told): string {
  return `${person}@${told}.example`
}

async function live(): Promise<void> {
  const prices = await makePrices(stripe)
  webhooks.hold()
  const cohorts = []
  for (const told of TOLD) {
    cohorts.push(await subscribeAll(stripe, prices, (person) => addressOf(person, told)))
  }
  for (let day = 0; day < DAYS; day += 1) {
    webhooks.hold()
    for (const cohort of cohorts) await liveDay(stripe, day, cohort, prices)
    webhooks.letGo()
    await advanceClocks(stripe, billhook, 1)
    await allSent()
  }
}

/** A mail says what is so when it leaves: they are waited for, as people would get them on the day. */
async function allSent(): Promise<void> {
  const isQuiet = async () => {
    const underWay = await readList<Delivery>(billhook, '/deliveries?status=queued')
    return underWay.length === 0
  }
  if (!(await until(isQuiet, { timeoutMs: 45_000, intervalMs: 50 }))) throw new Error('Mails stay under way.')
}

/** All there are, page by page. */
async function outbox(): Promise<OutboxMail[]> {
  const mails: OutboxMail[] = []
  for (let after = ''; ; ) {
    const page = await billhook.api.get<{ data: OutboxMail[]; next_cursor: string | null }>(
      `/api/dev/outbox?limit=100${after}`,
    )
    mails.push(...page.data)
    if (page.next_cursor === null) return mails
    after = `&after=${encodeURIComponent(page.next_cursor)}`
  }
}

async function subjectsTo(address: string): Promise<string[]> {
  return (await outbox()).filter(({ to }) => to === address).map(({ subject }) => subject)
}

describe('a mailer that listens to seven events and a CRM that listens to eight', () => {
  it.each(PEOPLE)(
    'mail %s of each event that happens to them, once, in words of its currency and days',
    async (person) => {
      const subjects = await subjectsTo(addressOf(person, 'in-order'))
      expect(subjects.sort()).toEqual(expectedMails(YEAR)[person].sort())
    },
  )

  it.each(PEOPLE)('mail %s the same where the webhooks come doubled and in any order', async (person) => {
    const subjects = await subjectsTo(addressOf(person, 'shuffled'))
    expect(subjects.sort()).toEqual(expectedMails(YEAR)[person].sort())
  })

  it('write to nobody else, and leave none of the fifteen out', async () => {
    const mails = await outbox()
    const everybody = TOLD.flatMap((told) => PEOPLE.map((person) => addressOf(person, told)))
    expect(mails.map(({ to }) => to).filter((to) => !everybody.includes(to))).toEqual([])
    const begun = new Set(mails.map(({ subject }) => subject.slice(0, subject.indexOf(': '))))
    expect([...begun].sort()).toEqual(subjectsBegin().sort())
    expect(webhooks.count()).toBeGreaterThan(200)
  })
})
