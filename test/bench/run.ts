import { parseArgs } from 'node:util'
import { benchDeliveries } from './deliveries.ts'
import { benchGrowth } from './growth.ts'
import { benchImport } from './import.ts'
import { benchRecompute } from './recompute.ts'
import { printTable, type Row } from './report.ts'
import { benchThroughput } from './throughput.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    round: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '9' },
    customers: { type: 'string', default: '100000' },
    payments: { type: 'string', default: '1000' },
    only: { type: 'string' },
  },
})
const totalEvents = Number(values.events)
const roundEvents = Number(values.round)
const rounds = Number(values.rounds)
const customers = Number(values.customers)
const payments = Number(values.payments)

const step = (text: string): void => console.error(`  ${text}`)
const parts: Record<string, () => Promise<Row[]>> = {
  events: async () => [
    ...(await benchThroughput({ rounds, roundEvents }, step)),
    ...(await benchGrowth(totalEvents, step)),
  ],
  import: () => benchImport(customers, step),
  recompute: () => benchRecompute(customers, step),
  deliveries: () => benchDeliveries(payments, step),
}

const areNumbers = [totalEvents, roundEvents, rounds, customers, payments].every(
  (value) => Number.isSafeInteger(value) && value > 0,
)
if (!areNumbers || (values.only !== undefined && !(values.only in parts))) {
  console.error(
    `Usage: npm run bench -- [--events 100000] [--round 2000] [--rounds 9] [--customers 100000] [--payments 1000] [--only ${Object.keys(parts).join('|')}], numbers whole and above 0.`,
  )
  process.exit(2)
}

const rows: Row[] = []
for (const [name, bench] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) rows.push(...(await bench()))
}
printTable(rows)
