import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ownPort } from '../support/own-port.ts'
import { newStateDir, spawnNpmStart, startBillhook } from './support/billhook.ts'

async function runToEnd(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { text, exited } = spawnNpmStart(args, { ADMIN_TOKEN: 'e2e_admin_token_0123456789', ...env })
  return { exitCode: await exited, ...text }
}

it.each([
  [['--prot', '1'], {}, 2, /^Unknown flag "--prot"\. Flags: /],
  [['8788'], {}, 2, /^Unexpected "8788": flags go after/],
  [['--port', 'x'], {}, 2, /^--port "x" is not a port/],
  [[], { ADMIN_TOKEN: 'tooshort' }, 1, /^Invalid variable in the environment: ADMIN_TOKEN must be /],
  [[], { ENCRYPTION_KEYS: 'k1=tooshort' }, 1, /^Invalid variable in the environment: ENCRYPTION_KEYS must be /],
  [[], { PUBLIC_BASE_URL: 'tooshort' }, 1, /^Invalid variable in the environment: PUBLIC_BASE_URL must be /],
  [
    [],
    { STRIPE_PRICE_MAPPING: 'tooshort' },
    1,
    /^Invalid variable in the environment: STRIPE_PRICE_MAPPING must be JSON /,
  ],
  [
    [],
    { STRIPE_PRICE_MAPPING: '{"price_1":{"tooshort":1}}' },
    1,
    /: STRIPE_PRICE_MAPPING: "price_1" must have a list of /,
  ],
])('%j with %j is one line that names it and never repeats a value', async (args, env, exitCode, line) => {
  const run = await runToEnd([...args, ...(exitCode === 1 ? ['--no-demo', '--state', newStateDir()] : [])], env)
  expect(run.exitCode).toBe(exitCode)
  expect(run.stderr).toMatch(line)
  expect(run.stderr.trimEnd()).not.toContain('\n')
  expect(run.stderr + run.stdout).not.toContain('tooshort')
})

it('a state folder that cannot be written is named', async () => {
  const file = join(newStateDir(), 'file')
  writeFileSync(file, '')
  const { exitCode, stderr } = await runToEnd(['--no-demo', '--state', join(file, 'state')])
  expect(exitCode).toBe(1)
  expect(stderr).toBe(
    `State folder ${join(file, 'state')} cannot be written (ENOTDIR): choose another with --state DIR.\n`,
  )
})

it('a port in use is named after a short wait for a dying predecessor', async () => {
  const port = await ownPort()
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { exitCode, stderr } = await runToEnd(['--no-demo', '--port', String(port), '--state', newStateDir()])
  server.close()
  expect(exitCode).toBe(1)
  expect(stderr).toBe(`Port ${port} is in use: stop what listens there, or choose another with --port N.\n`)
})

it('a second start on a state folder in use leaves the first one alone', async () => {
  const first = await startBillhook()
  const port = String(await ownPort())
  const { exitCode, stderr } = await runToEnd(['--no-demo', '--port', port, '--state', first.stateDir])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^State folder .* is served by process \d+ at port \d+: stop it, or choose another folder/)
  expect((await fetch(`${first.url}/api/health`)).status).toBe(200)
})
