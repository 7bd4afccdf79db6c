import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStateFolder } from '../../../scripts/start/state-folder.ts'

it('a state folder is made with all its parents', () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'billhook-state-')), 'a/b')
  expect(openStateFolder(dir).ownDir).toBe(join(dir, 'billhook'))
})

it('a state folder that cannot be written is named, with what to do', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'billhook-state-')), 'file')
  writeFileSync(file, '')
  expect(() => openStateFolder(join(file, 'state'))).toThrow(
    `State folder ${join(file, 'state')} cannot be written (ENOTDIR): choose another with --state DIR.`,
  )
})

it('a parent that takes no folders is said at once, not tried for ever', () => {
  expect(() => openStateFolder('/proc/nowhere/state')).toThrow('State folder /proc/nowhere/state cannot be written')
})
