import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withFileLock } from '../../../scripts/start/file-lock.ts'

const bound = { timeoutMs: 5_000 }
const newPath = () => join(mkdtempSync(join(tmpdir(), 'billhook-lock-')), 'a/lock')

it('a lock is held while the work runs, also when that fails, and not longer', async () => {
  const path = newPath()
  expect(await withFileLock(path, bound, async () => existsSync(path))).toBe(true)
  expect(existsSync(path)).toBe(false)
  await expect(withFileLock(path, bound, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(existsSync(path)).toBe(false)
})

it('a lock of a living process is waited for, and named when it takes too long', async () => {
  const path = newPath()
  await withFileLock(path, bound, async () => {
    writeFileSync(path, String(process.ppid))
    await expect(withFileLock(path, { timeoutMs: 100 }, async () => 'in')).rejects.toThrow(
      `held by process ${process.ppid}`,
    )
  })
})

it('a lock that a dead process left behind is open', async () => {
  const path = newPath()
  await withFileLock(path, bound, async () => {
    writeFileSync(path, String(2 ** 22 + 1))
    expect(await withFileLock(path, bound, async () => 'in')).toBe('in')
  })
})
