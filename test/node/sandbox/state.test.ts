import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { advance } from '../../sandbox/core/advance.ts'
import { createEndpoint } from '../../sandbox/core/endpoints.ts'
import { DAY } from '../../sandbox/core/period.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { restoreSnapshot, takeSnapshot } from '../../sandbox/core/snapshot.ts'
import { trigger } from '../../sandbox/core/triggers.ts'
import { startSandbox } from '../../sandbox/index.ts'

const NOW = 1_795_200_000

it('goes on after a restart as if there had been none', () => {
  const lived = new StripeSandbox({ seed: 'state', now: NOW })
  seedDemo(lived)
  const restored = restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(lived))))
  for (const stripe of [lived, restored]) {
    advance(stripe, 35 * DAY)
    trigger(stripe, 'invoice.payment_failed')
  }
  expect(restored.events.all()).toEqual(lived.events.all())
  expect(JSON.stringify(takeSnapshot(restored)) === JSON.stringify(takeSnapshot(lived))).toBe(true)
})

it('keeps endpoints, secrets and the lead of its clock in a file', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'stripe.json')
  const first = await startSandbox({ port: 0, stateFile })
  expect(first.restored).toBe(false)
  const { secret } = createEndpoint(first.stripe, { url: 'http://127.0.0.1:9/x', enabledEvents: ['charge.failed'] })
  await first.advance(31 * DAY)
  const then = first.stripe.now()
  await first.close()
  const second = await startSandbox({ port: 0, stateFile })
  expect(second.restored).toBe(true)
  expect(second.stripe.endpoints.newestFirst().next().value?.secrets[0]?.value).toBe(secret)
  await second.advance(1)
  expect(second.stripe.now()).toBeGreaterThan(then)
  await second.close()
})

it('makes other ids at each fresh start that names no seed', async () => {
  const [one, two] = [await startSandbox({ port: 0 }), await startSandbox({ port: 0 })]
  expect(one.stripe.account.id).not.toBe(two.stripe.account.id)
  await one.close()
  await two.close()
})

it('names a state file that it cannot go on from', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'stripe.json')
  writeFileSync(stateFile, '{"lead":0,"sandbox":{"format":9}}')
  await expect(startSandbox({ port: 0, stateFile })).rejects.toThrow(`cannot go on from ${stateFile}`)
})
