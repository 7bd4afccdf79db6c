import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { spawnGuarded } from '../../../scripts/start/guarded-process.ts'
import { groupMembers, signalGroup } from '../../../scripts/start/process-group.ts'
import { until } from '../../../scripts/until.ts'

const FOREVER = 'setInterval(() => {}, 1000); console.log("up")'
const PARENT_AND_CHILD = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(FOREVER)}]); ${FOREVER}`
const bound = { timeoutMs: 10_000 }

function newLogFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'billhook-guard-')), 'child.log')
}

function startForever(script = PARENT_AND_CHILD) {
  const logFile = newLogFile()
  const command = [process.execPath, '-e', script]
  return { logFile, child: spawnGuarded({ command, cwd: tmpdir(), env: process.env, logFile }) }
}

function nodesIn(groupId: number): number[] {
  return groupMembers(groupId)
    .filter(({ command }) => command.startsWith(process.execPath))
    .map(({ pid }) => pid)
}

it('a stopped process takes its children along', async () => {
  const { child } = startForever()
  expect(await until(() => nodesIn(child.groupId).length === 2, bound)).toBe(true)
  await child.stop()
  expect(groupMembers(child.groupId)).toEqual([])
})

it('a process that ignores the request to stop is killed', async () => {
  const { child, logFile } = startForever(`process.on("SIGTERM", () => {}); ${FOREVER}`)
  expect(await until(() => readFileSync(logFile, 'utf8').includes('up'), bound)).toBe(true)
  await child.stop()
  expect(groupMembers(child.groupId)).toEqual([])
})

it('when the process is killed, what it had started dies too', async () => {
  const { child } = startForever()
  expect(await until(() => nodesIn(child.groupId).length === 2, bound)).toBe(true)
  process.kill(Math.min(...nodesIn(child.groupId)), 'SIGKILL')
  await child.exited
  expect(await until(() => groupMembers(child.groupId).length === 0, bound)).toBe(true)
})

it('the exit code is that of the process', async () => {
  const { child } = startForever('process.exit(7)')
  expect(await child.exited).toEqual({ exitCode: 7 })
})

it('its output is in the log without colours, and an older log is kept', async () => {
  const { child, logFile } = startForever('console.log("\\x1b[31mred\\x1b[0m")')
  await child.exited
  expect(readFileSync(logFile, 'utf8')).toBe('red\n')
  const again = spawnGuarded({ command: ['true'], cwd: tmpdir(), env: process.env, logFile })
  await again.exited
  expect(readFileSync(logFile.replace('.log', '.previous.log'), 'utf8')).toBe('red\n')
})

it('when the starter is killed without a chance to clean up, the whole group dies', async () => {
  const module = new URL('../../../scripts/start/guarded-process.ts', import.meta.url).href
  const script = `
    const { spawnGuarded } = await import(${JSON.stringify(module)})
    const command = [process.execPath, '-e', ${JSON.stringify(PARENT_AND_CHILD)}]
    const options = { command, cwd: '/', env: process.env, logFile: ${JSON.stringify(newLogFile())} }
    console.log(spawnGuarded(options).groupId)
    setInterval(() => {}, 1000)`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  starter.stdout.on('data', (chunk) => {
    output += chunk
  })
  expect(await until(() => output.includes('\n'), bound)).toBe(true)
  const groupId = Number(output)
  try {
    expect(await until(() => nodesIn(groupId).length === 2, bound)).toBe(true)
    starter.kill('SIGKILL')
    expect(await until(() => groupMembers(groupId).length === 0, bound)).toBe(true)
  } finally {
    signalGroup(groupId, 'SIGKILL')
  }
})
