import { describe, expect, it } from 'vitest'
import { portState } from '../../scripts/start/ports.ts'
import { signalGroup } from '../../scripts/start/process-group.ts'
import { until } from '../../scripts/until.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'

const ends: [string, (billhook: StartedBillhook) => void][] = [
  ['Ctrl-C, which reaches npm and the start script', ({ pid }) => signalGroup(pid, 'SIGINT')],
  ['SIGTERM to npm', ({ pid }) => process.kill(pid, 'SIGTERM')],
  ['SIGTERM to the start script', ({ starter }) => process.kill(starter().pid, 'SIGTERM')],
  ['kill -9 of npm alone', ({ pid }) => process.kill(pid, 'SIGKILL')],
  ['kill -9 of the start script alone', ({ starter }) => process.kill(starter().pid, 'SIGKILL')],
  ['kill -9 of the whole group', ({ pid }) => signalGroup(pid, 'SIGKILL')],
  [
    'kill -9 of one wrangler',
    ({ servers }) => process.kill(servers().find(({ command }) => /cli\.js dev/.test(command))?.pid ?? 0, 'SIGKILL'),
  ],
]

describe('nothing keeps running and the port is free again within seconds after', () => {
  it.each(ends)('%s', async (_, end) => {
    const billhook = await startBillhook()
    expect(billhook.servers()).not.toEqual([])
    end(billhook)
    expect(await billhook.gone(5_000)).toBe(true)
    const free = await until(async () => (await portState(billhook.port)) === 'free', { timeoutMs: 5_000 })
    expect(free).toBe(true)
  })
})

it('a start right after kill -9 waits for its predecessor to die and serves the same data', async () => {
  const first = await startBillhook()
  const created = await first.api.get<{ id: string }>('/api/v1/connection')
  signalGroup(first.pid, 'SIGKILL')
  const second = await startBillhook(first)
  expect((await second.api.get<{ id: string }>('/api/v1/connection')).id).toBe(created.id)
})
