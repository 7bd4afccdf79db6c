export const USAGE =
  'Usage: npm run sandbox -- <serve | trigger | flood | clock | roll-secret | events | endpoints | key | deauthorize | seed | help> [options]'

export const USAGES: Record<string, string> = {
  serve: 'serve [--port 12111] [--seed text] [--file .billhook/sandbox.json] [--state FILE] [--demo]',
  trigger: 'trigger <event> [--count 1] [--live] [--api-version 2025-02-24.acacia]',
  flood:
    'flood --events 1000 [--concurrency 16] [--duplicates 0.1] [--shuffle] [--customers 50] [--api-version mix] [--live]',
  clock: 'clock advance <45s | 30m | 12h | 31d>',
  'roll-secret': 'roll-secret [--endpoint we_...] [--live]',
  events: 'events [--limit 20] [--live]',
  endpoints: 'endpoints [--live]',
  key: 'key [--without rak_plan_read] [--live]',
  deauthorize: 'deauthorize [--client ca_test_app] [--live]',
  seed: 'seed --customers 1000 [--invoices 2] [--live]',
  help: 'help',
}

/** Printed by `help`; every command but `serve` and `help` also takes --url. */
export const HELP = [
  USAGE,
  '',
  ...Object.values(USAGES).map((usage) => `  ${usage}`),
  '',
  'All but serve and help talk to the running sandbox, found through .billhook/sandbox.json or --url http://127.0.0.1:12111.',
].join('\n')

/** What was typed wrong, and how to type it. */
export class UsageError extends Error {
  override name = 'UsageError'

  constructor(problem: string, command?: string) {
    const usage = command && USAGES[command] ? `Usage: npm run sandbox -- ${USAGES[command]}` : USAGE
    super(`${problem}\n${usage}`)
  }
}
