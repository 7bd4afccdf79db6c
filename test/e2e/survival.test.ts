import { describe, expect, it } from 'vitest'
import { signalGroup } from '../../scripts/start/process-group.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { settledEvents, sortedIds } from './support/events.ts'
import { aCustomerEvent, postEvent } from './support/stripe.ts'

const COUNT = 40

/** Posts all at once and kills the moment that the last of `COUNT` is acknowledged: most are not processed by then. */
async function postThenKill(billhook: StartedBillhook, first: number, kill: () => void) {
  const events = Array.from({ length: COUNT }, (_, index) => aCustomerEvent(first + index))
  const statuses = await Promise.all(events.map((event) => postEvent(billhook.url, event)))
  kill()
  expect(statuses).toEqual(events.map(() => 200))
  return events
}

function killServers(billhook: StartedBillhook, name: RegExp): void {
  const victims = billhook.servers().filter(({ command }) => name.test(command))
  expect(victims).not.toEqual([])
  for (const { pid } of victims) killIfAlive(pid)
}

/** One may have died with another that was killed a moment ago. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

describe('acknowledged events', () => {
  it('survive the death of all processes, and the next start processes each exactly once', async () => {
    const first = await startBillhook()
    const events = await postThenKill(first, 0, () => killServers(first, /./))
    expect(await first.gone(10_000)).toBe(true)

    const second = await startBillhook(first)
    const more = await postThenKill(second, COUNT, () => signalGroup(second.pid, 'SIGKILL'))
    expect(await second.gone(10_000)).toBe(true)

    const third = await startBillhook(first)
    const listed = await settledEvents(third.api, 2 * COUNT)
    expect(sortedIds(listed)).toEqual(sortedIds([...events, ...more]))
    expect(listed.filter(({ outcome }) => outcome === 'pending' || outcome === 'parked')).toEqual([])
  })

  it('survive a crash of the runtime, which comes back by itself', async () => {
    const billhook = await startBillhook()
    const events = await postThenKill(billhook, 0, () => killServers(billhook, /bin\/workerd serve/))
    const listed = await settledEvents(billhook.api, COUNT)
    expect(sortedIds(listed)).toEqual(sortedIds(events))
    expect(listed.filter(({ outcome }) => outcome === 'pending')).toEqual([])
  })
})
