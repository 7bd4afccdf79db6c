import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runClock } from '../../sandbox/cli/commands.ts'
import { readDuration } from '../../sandbox/cli/duration.ts'
import { parseCommand, UsageError } from '../../sandbox/cli/options.ts'
import { writeSandboxFile } from '../../sandbox/cli/sandbox-file.ts'
import { createEndpoint } from '../../sandbox/core/endpoints.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/index.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const CLI = fileURLToPath(new URL('../../sandbox/cli.ts', import.meta.url))
const NOW = 1_795_200_000

interface Outcome {
  code: number | null
  out: string
  err: string
}

function cli(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [CLI, ...args])
  const outcome: Outcome = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    outcome.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    outcome.err += chunk
  })
  return new Promise((done) =>
    child.on('close', (code) => {
      done({ ...outcome, code })
    }),
  )
}

describe('wrong words', () => {
  it.each([
    [['fly'], /There is no command "fly"\.\nUsage: npm run sandbox -- <serve \| trigger/],
    [['trigger'], /Name one event to trigger\.\nUsage: npm run sandbox -- trigger <event>/],
    [['trigger', 'a', 'b'], /Name one event/],
    [['trigger', 'a', '--count', 'many'], /--count is a whole number from 1\./],
    [['flood'], /Say how many: --events 1000\./],
    [['flood', '--events', '10', '--duplicates', '2'], /--duplicates is a share from 0 to 1\./],
    [['flood', '--events', '10', '--limit', '2'], /Unknown option '--limit'\.\nUsage: npm run sandbox -- flood/],
    [['clock', 'back'], /Say how far: clock advance 31d\./],
    [['clock', 'advance', 'soon'], /"soon" is no time span\./],
    [['events', 'all'], /events takes no "all"\./],
    [['seed'], /Say how many: --customers 1000\./],
    [['key', '--without'], /--without/],
    [['serve', '--prot', '1'], /Unknown option '--prot'\.\nUsage: npm run sandbox -- serve/],
  ])('%o are answered with what is wrong and how to say it', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError)
    expect(() => parseCommand(args)).toThrow(message)
  })

  it('end the process with code 2 and the usage on stderr', async () => {
    const { code, out, err } = await cli('clock', 'advance', 'soon')
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toBe('"soon" is no time span.\nUsage: npm run sandbox -- clock advance <45s | 30m | 12h | 31d>\n')
  })
})

it('reads time spans in seconds', () => {
  expect(['45s', '30m', '12h', '31d', '2w'].map(readDuration)).toEqual([45, 1_800, 43_200, 2_678_400, 1_209_600])
  expect(['', '0d', '-1d', '1.5h', '31'].map(readDuration)).toEqual([null, null, null, null, null])
})

it('prints all commands on help', async () => {
  const { code, out } = await cli('help')
  expect(code).toBe(0)
  for (const name of [
    'serve',
    'trigger',
    'flood',
    'clock advance',
    'roll-secret',
    'events',
    'endpoints',
    'key',
    'deauthorize',
    'seed',
  ]) {
    expect(out).toContain(`  ${name}`)
  }
})

it('says in one line what to do when nothing is running', async () => {
  const closed = await startReceiver()
  await closed.close()
  const { code, err } = await cli('trigger', 'customer.created', '--url', new URL(closed.url).origin)
  expect(code).toBe(1)
  expect(err).toBe('No Stripe sandbox is running: start one with `npm start`, or name it with --url.\n')
})

describe('with a running sandbox', () => {
  let sandbox: RunningSandbox
  let receiver: Receiver
  let lines: string[]
  const print = (line: string) => void lines.push(line)

  beforeEach(async () => {
    lines = []
    receiver = await startReceiver()
    sandbox = await startSandbox({ port: 0, seed: 'cli', now: NOW })
    createEndpoint(sandbox.stripe, { url: receiver.url, enabledEvents: ['*'] })
  })

  afterEach(async () => {
    await sandbox.close()
    await receiver.close()
  })

  it('trigger shows the events that came of it and that they were delivered', async () => {
    const { code, out } = await cli('trigger', 'price.created', '--count', '2', '--url', sandbox.url)
    expect(code).toBe(0)
    expect(out).toMatch(/^evt_\S+ {2}product\.created\n/)
    expect(out).toMatch(/6 events\. Deliveries so far: 6 answered 2xx, 0 open\.\n$/)
    expect(receiver.received).toHaveLength(6)
  })

  it('an unknown event is answered with those that were probably meant', async () => {
    const { code, err } = await cli('trigger', 'invoice.failed', '--url', sandbox.url)
    expect(code).toBe(1)
    expect(err).toMatch(/^There is no trigger "invoice\.failed"\. Did you mean invoice\.payment_failed/)
  })

  it('flood sums up what it sent and what came back', async () => {
    const { code, out } = await cli('flood', '--events', '60', '--duplicates', '0.5', '--shuffle', '--url', sandbox.url)
    expect(code).toBe(0)
    expect(out).toMatch(/events {6}60\nsent {8}\d+, \d+ of them duplicates\n2xx {9}\d+\nerrors {6}none\nspeed {7}\d+/)
    expect(receiver.received.length).toBeGreaterThan(70)
  })

  it('events, endpoints and roll-secret show what there is, and the new secret once', async () => {
    await cli('trigger', 'customer.created', '--url', sandbox.url)
    expect((await cli('events', '--limit', '5', '--url', sandbox.url)).out).toMatch(
      /Z {2}evt_\S+ {2}customer\.created\n$/,
    )
    const { out } = await cli('endpoints', '--url', sandbox.url)
    expect(out).toContain(`enabled  ${receiver.url}`)
    expect(out).not.toContain('whsec_')
    expect((await cli('roll-secret', '--url', sandbox.url)).out).toMatch(/24 hours: whsec_[A-Za-z0-9]{32}\n$/)
  })

  it('key makes one that lacks what is named, seed fills the account, deauthorize removes what was connected', async () => {
    const made = await cli('key', '--without', 'rak_plan_read', '--live', '--url', sandbox.url)
    expect(made.out).toMatch(/^rk_live_[A-Za-z0-9]{48}\n$/)
    const read = (path: string) =>
      fetch(`${sandbox.url}/v1/${path}`, { headers: { authorization: `Bearer ${made.out.trim()}` } })
    expect((await read('prices')).status).toBe(403)
    expect((await cli('key', '--without', 'rak_x', '--url', sandbox.url)).err).toMatch(/^rak_x is none of them/)
    const seeded = await cli('seed', '--customers', '30', '--invoices', '2', '--live', '--url', sandbox.url)
    expect(seeded.out).toBe('30 customers, 30 subscriptions and 60 invoices are there now.\n')
    expect(((await (await read('customers?limit=100')).json()) as { data: object[] }).data).toHaveLength(30)
    expect((await cli('deauthorize', '--url', sandbox.url)).out).toBe('No application was connected.\n')
  })

  it('clock moves the sandbox and says that Billhook was not told', async () => {
    await runClock({ name: 'clock', url: sandbox.url, seconds: 3 * 86_400 }, print)
    expect(sandbox.stripe.now()).toBe(NOW + 3 * 86_400)
    expect(lines).toEqual([expect.stringContaining(`shows ${new Date((NOW + 3 * 86_400) * 1000).toISOString()}`)])
  })

  describe('that feeds a Billhook', () => {
    let billhook: Server
    let calls: { url: string | undefined; authorization: string | undefined; advanced: number; sandboxNow: number }[]

    beforeEach(async () => {
      calls = []
      billhook = createServer(async (request, response) => {
        let body = ''
        for await (const chunk of request) body += chunk
        const { advance_seconds: advanced } = JSON.parse(body)
        const { authorization } = request.headers
        calls.push({ url: request.url, authorization, advanced, sandboxNow: sandbox.stripe.now() })
        response.end('{}')
      })
      await new Promise<void>((listening) => billhook.listen(0, '127.0.0.1', listening))
      vi.stubEnv('SANDBOX_TEST_TOKEN', 'operator-token')
    })

    afterEach(() => {
      vi.unstubAllEnvs()
      billhook.close()
    })

    it('clock moves both in steps of a day, the sandbox first', async () => {
      const { port } = billhook.address() as AddressInfo
      const told = { url: `http://127.0.0.1:${port}`, admin_token_env: 'SANDBOX_TEST_TOKEN' }
      const file = join(mkdtempSync(join(tmpdir(), 'sandbox-file-')), 'sandbox.json')
      writeSandboxFile(file, { url: sandbox.url, pid: process.pid, billhook: told })
      await runClock({ name: 'clock', url: null, seconds: 2.5 * 86_400 }, print, file)
      expect(calls.map(({ advanced }) => advanced)).toEqual([86_400, 86_400, 43_200])
      expect(calls.map(({ sandboxNow }) => sandboxNow - NOW)).toEqual([86_400, 172_800, 216_000])
      expect(calls[0]).toMatchObject({ url: '/api/dev/clock', authorization: 'Bearer operator-token' })
      expect(lines.at(-1)).toBe('Billhook’s clock moved as far.')
      expect(readFileSync(file, 'utf8')).not.toContain('operator-token')
    })
  })
})

it('serve tells where it is, writes the file that others find it by, and removes it when it is stopped', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sandbox-file-')), 'sandbox.json')
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--file', file, '--demo'])
  try {
    const { url, pid } = await vi.waitFor(() => JSON.parse(readFileSync(file, 'utf8')), { timeout: 20_000 })
    expect(pid).toBe(child.pid)
    const state = await (await fetch(`${url}/_sandbox/state`)).json()
    expect(state).toMatchObject({ customers: 24, livemode: false })
  } finally {
    const ended = new Promise((done) => child.once('close', done))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
  expect(() => readFileSync(file)).toThrow(/ENOENT/)
})
