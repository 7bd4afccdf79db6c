import { importAccount, type Job, objectsOf } from './account.ts'
import { progressOf } from './progress.ts'
import type { Row } from './report.ts'

const RATE = 20
const RATE_CUSTOMERS = 10_000
const LATENCY_MS = 60
/** More than this machine does: then the import itself is what takes the time. */
export const UNLIMITED = 1_000

interface Measured {
  seconds: number
  job: Job
  largestPage: number
  mostWaiting: number
}

/** Imports of made-up Stripe accounts, each into a fresh deployment, from the sandbox over HTTP. */
export async function benchImport(customers: number, step: (text: string) => void): Promise<Row[]> {
  step(`importing ${RATE_CUSTOMERS} customers at ${RATE} requests a second`)
  const paced = await measure({ customers: RATE_CUSTOMERS, perSecond: RATE, latencyMs: LATENCY_MS })
  step(`importing 5,000 customers with a subscription each, as fast as it goes`)
  const small = await measure({ customers: 5_000, perSecond: UNLIMITED, latencyMs: 0 })
  step(`importing ${customers} customers with a subscription each, as fast as it goes`)
  const large = await measure({ customers, perSecond: UNLIMITED, latencyMs: 0 })
  const objects = objectsOf(large.job)
  const rate = paced.job.requests / paced.seconds / RATE
  return [
    { what: `import at ${RATE} requests a second: requests made ÷ allowed`, value: rate.toFixed(2), goal: '0.9–1.1' },
    { what: `import of ${customers} customers with subscriptions: time`, value: `${large.seconds.toFixed(0)} s` },
    { what: 'objects imported', value: `${objects}, ${Math.round(objects / large.seconds)}/s` },
    { what: 'objects per page that was asked for', value: (objects / large.job.pages).toFixed(1), goal: '≥ 95' },
    {
      what: 'requests besides: rows of embedded lists over ten, totals',
      value: `${large.job.requests - large.job.pages} of ${large.job.requests}`,
    },
    {
      what: `most characters in one page: ${objectsOf(small.job)} → ${objects} objects`,
      value: `${small.largestPage} → ${large.largestPage}`,
      goal: 'flat',
    },
    {
      what: `most characters waiting to be decided: ${objectsOf(small.job)} → ${objects} objects`,
      value: `${small.mostWaiting} → ${large.mostWaiting}`,
      goal: 'flat',
    },
  ]
}

async function measure(options: { customers: number; perSecond: number; latencyMs: number }): Promise<Measured> {
  const { url, seconds, job, stop } = await importAccount({ ...options, counting: false })
  try {
    const { largestPage, mostWaiting } = await progressOf(url, 'acc_default:test')
    return { seconds, job, largestPage, mostWaiting }
  } finally {
    await stop()
  }
}
