import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { isDashboardStale } from '../../../scripts/start/dashboard-build.ts'

const BUILT_AT = 1_000_000
let root: string

function put(path: string, atSeconds: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), '')
  for (let entry = path; entry !== '.'; entry = dirname(entry)) utimesSync(join(root, entry), atSeconds, atSeconds)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'billhook-build-'))
  for (const path of [
    'worker/domain/ids.ts',
    'worker/http/schemas/event.ts',
    'package-lock.json',
    'dashboard/lib/api.ts',
  ])
    put(path, BUILT_AT - 10)
})

describe('the dashboard is built', () => {
  it('when there is none', () => {
    expect(isDashboardStale(root)).toBe(true)
  })

  it('not again while nothing has changed', () => {
    put('dashboard/dist/index.html', BUILT_AT)
    expect(isDashboardStale(root)).toBe(false)
  })

  it.each([
    'dashboard/features/events/list.tsx',
    'worker/domain/money.ts',
    'worker/http/schemas/event.ts',
    'package-lock.json',
  ])('again when %s has changed', (path) => {
    put('dashboard/dist/index.html', BUILT_AT)
    put(path, BUILT_AT + 10)
    expect(isDashboardStale(root)).toBe(true)
  })

  it('again when a source file is gone', () => {
    put('dashboard/lib/old.ts', BUILT_AT - 10)
    put('dashboard/dist/index.html', BUILT_AT)
    rmSync(join(root, 'dashboard/lib/old.ts'))
    expect(isDashboardStale(root)).toBe(true)
  })

  it.each(['dashboard/.wrangler/tmp/x', 'worker/account/inbox.ts'])(
    'not again for %s, which it does not contain',
    (path) => {
      put('dashboard/dist/index.html', BUILT_AT)
      put(path, BUILT_AT + 10)
      expect(isDashboardStale(root)).toBe(false)
    },
  )
})
