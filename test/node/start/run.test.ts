import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const RUN = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))

function run(script: string, args: string[], nodeArgs: string[] = []) {
  const { status, stderr } = spawnSync(process.execPath, [...nodeArgs, script, ...args], { encoding: 'utf8' })
  return { status, stderr }
}

it('without installed dependencies every task says how to install them', () => {
  const root = mkdtempSync(join(tmpdir(), 'billhook-run-'))
  mkdirSync(join(root, 'scripts'))
  cpSync(RUN, join(root, 'scripts/run.mjs'))
  expect(run(join(root, 'scripts/run.mjs'), ['start'])).toEqual({
    status: 1,
    stderr: 'Dependencies are missing: run `npm ci` first (without --omit=dev).\n',
  })
})

it('an old Node is told by its version, with what to do', () => {
  const pretend = "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })"
  const { status, stderr } = run(RUN, ['start'], ['--import', pretend])
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /^Billhook needs Node 22\.18 or newer and found 20\.20\.2: run `npm ci` without --ignore-scripts.*\n$/,
  )
})

it('an unknown task is answered with those there are', () => {
  expect(run(RUN, ['strat'])).toEqual({
    status: 2,
    stderr: 'Unknown task "strat": one of start, test, bench, sandbox, deploy.\n',
  })
})
