import { expect, it } from 'vitest'
import { createErrorLines } from '../../../scripts/start/error-lines.ts'

function watch() {
  const warnings: string[] = []
  const clock = { ms: 0 }
  const onLine = createErrorLines({
    name: 'worker',
    logFile: '/var/log/worker.log',
    warn: (text) => warnings.push(text),
    nowMs: () => clock.ms,
  })
  return { warnings, clock, onLine }
}

it.each([
  ['✘ [ERROR] Uncaught Error: kaboom', 'worker: Uncaught Error: kaboom (see /var/log/worker.log)'],
  ['[wrangler:error] Error: kaboom', 'worker: Error: kaboom (see /var/log/worker.log)'],
  [
    '✘ [ERROR] {"level":"error","event":"flush_failed","error":"D1 is away","tenant":"acc_1:test"}',
    'worker: flush_failed: D1 is away (see /var/log/worker.log)',
  ],
  [
    '[wrangler:warn] The Workers runtime crashed unexpectedly and is being restarted (crash #1).',
    'worker: the runtime crashed and is being restarted (see /var/log/worker.log)',
  ],
])('an error in the log is surfaced in one line: %s', (line, warning) => {
  const { warnings, onLine } = watch()
  onLine(line)
  expect(warnings).toEqual([warning])
})

it.each([
  '[wrangler:info] GET /api/v1/events 200 OK (4ms)',
  '▲ [WARNING] Scheduled Workers are not triggered',
  '{"level":"info","event":"cron_done"}',
])('what is no error stays in the log: %s', (line) => {
  const { warnings, onLine } = watch()
  onLine(line)
  expect(warnings).toEqual([])
})

it('a storm of errors is one line in five seconds', () => {
  const { warnings, clock, onLine } = watch()
  for (const ms of [0, 10, 4_999, 5_000]) {
    clock.ms = ms
    onLine(`[ERROR] at ${ms}`)
  }
  expect(warnings.map((text) => text.split(' (')[0])).toEqual(['worker: at 0', 'worker: at 5000'])
})
