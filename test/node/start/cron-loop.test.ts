import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startCronLoop } from '../../../scripts/start/cron-loop.ts'

let server: Server
let workerUrl: string
let status: number
let asked: string[]

beforeEach(async () => {
  status = 200
  asked = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  workerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse('2026-11-22T10:33:30Z') })
})

afterEach(() => {
  vi.useRealTimers()
  server.close()
})

it('each cron is asked for once in its minute, and no other', async () => {
  const stop = startCronLoop({ crons: ['*/5 * * * *', '17 3 * * *'], workerUrl, onFailure: expect.unreachable })
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  vi.useRealTimers()
  const minute = Date.parse('2026-11-22T10:35:00Z')
  await vi.waitFor(() => expect(asked).toEqual([`/cdn-cgi/local/scheduled?cron=*%2F5+*+*+*+*&time=${minute}`]))
  stop()
})

it('a stopped loop asks no more', async () => {
  const stop = startCronLoop({ crons: ['* * * * *'], workerUrl, onFailure: expect.unreachable })
  stop()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(vi.getTimerCount()).toBe(0)
  expect(asked).toEqual([])
})

it('a cron that fails is told', async () => {
  status = 500
  const failures: string[] = []
  const onFailure = (cron: string, reason: string) => void failures.push(`${cron}: ${reason}`)
  const stop = startCronLoop({ crons: ['* * * * *'], workerUrl, onFailure })
  await vi.advanceTimersByTimeAsync(40_000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(failures).toEqual(['* * * * *: HTTP 500']))
  stop()
})
