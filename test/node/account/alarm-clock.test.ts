import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AlarmClock } from '../../../worker/account/alarm-clock.ts'

const T0 = 1_767_225_600_000

function fakeStorage(): { storage: { setAlarm(time: number): Promise<void> }; set: number[] } {
  const set: number[] = []
  const setAlarm = async (time: number): Promise<void> => {
    set.push(time - T0)
  }
  return { storage: { setAlarm }, set }
}

describe("the object's one alarm", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: T0, toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is not pushed back by a steady stream, not even while it is due and waits for its turn', () => {
    const { storage, set } = fakeStorage()
    const alarm = new AlarmClock(storage)
    for (let atMs = 0; atMs < 1_000; atMs += 10) {
      vi.setSystemTime(T0 + atMs)
      alarm.wakeAt(T0 + atMs + 100)
    }
    expect(set).toEqual([100])
  })

  it('is brought forward by what is due earlier', () => {
    const { storage, set } = fakeStorage()
    const alarm = new AlarmClock(storage)
    alarm.wakeAt(T0 + 86_400_000)
    alarm.wakeAt(T0 + 50)
    alarm.wakeAt(T0 + 70)
    expect(set).toEqual([86_400_000, 50])
  })

  it('is set again after it rang, and when it is so late that it must be lost', () => {
    const { storage, set } = fakeStorage()
    const alarm = new AlarmClock(storage)
    alarm.wakeAt(T0 + 50)
    alarm.rang()
    alarm.wakeAt(T0 + 60)
    vi.setSystemTime(T0 + 6_000)
    alarm.wakeAt(T0 + 6_050)
    expect(set).toEqual([50, 60, 6_050])
  })

  it('a backoff is not hurried by what comes in meanwhile', () => {
    const { storage, set } = fakeStorage()
    const alarm = new AlarmClock(storage)
    alarm.backOff(T0 + 5_000)
    alarm.rang()
    for (let atMs = 0; atMs < 5_000; atMs += 20) {
      vi.setSystemTime(T0 + atMs)
      alarm.wakeAt(T0 + atMs + 100)
    }
    expect(set).toEqual([5_000, 5_000])
    vi.setSystemTime(T0 + 5_001)
    alarm.rang()
    alarm.wakeAt(T0 + 5_101)
    expect(set).toEqual([5_000, 5_000, 5_101])
  })

  it('a pause overwrites what was armed in the meantime', () => {
    const { storage, set } = fakeStorage()
    const alarm = new AlarmClock(storage)
    alarm.wakeAt(T0 + 50)
    alarm.overwrite(T0 + 5_000)
    expect(set).toEqual([50, 5_000])
  })
})
