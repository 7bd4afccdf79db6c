import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { spawnGuarded } from '../../../scripts/start/guarded-process.ts'
import { takeOver } from '../../../scripts/start/predecessor.ts'
import { groupMembers } from '../../../scripts/start/process-group.ts'
import { openStateFolder, readRunRecord, writeRunRecord } from '../../../scripts/start/state-folder.ts'
import { until } from '../../../scripts/until.ts'
import { ownPort } from '../../support/own-port.ts'

function newState() {
  return openStateFolder(mkdtempSync(join(tmpdir(), 'billhook-state-')))
}

async function listenOn(port: number, host: string): Promise<Server> {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  return server
}

/** A process that looks like one of a deployment, run by a starter of the given look. */
function startLookalike(script: string, lookalike: string) {
  return spawnGuarded({
    command: [process.execPath, '-e', script, '--', lookalike, 'start'],
    cwd: tmpdir(),
    env: process.env,
    logFile: join(newState().ownDir, 'child.log'),
  })
}

/** What has not gone by then stays. */
const impatient = { patienceMs: 300 }

function nodeIn(groupId: number): number | undefined {
  return groupMembers(groupId).find(({ command }) => command.startsWith(process.execPath))?.pid
}

const FOREVER = 'setInterval(() => {}, 1000)'

it.each(['127.0.0.1', '::1'])('a port that a stranger holds on %s is named, with what to do', async (host) => {
  const port = await ownPort()
  const server = await listenOn(port, host)
  await expect(takeOver(newState(), port, impatient)).rejects.toThrow(
    `Port ${port} is in use: stop what listens there, or choose another with --port N.`,
  )
  server.close()
})

it('a port that becomes free while waiting is taken', async () => {
  const port = await ownPort()
  const server = await listenOn(port, '127.0.0.1')
  const taken = takeOver(newState(), port)
  server.close()
  await expect(taken).resolves.toBeUndefined()
})

it('what a dead predecessor left running is ended', async () => {
  const state = newState()
  const orphan = startLookalike(FOREVER, 'workerd')
  await until(() => nodeIn(orphan.groupId), { timeoutMs: 10_000 })
  writeRunRecord(state, { pid: 2 ** 22 + 1, port: 1, groupIds: [orphan.groupId] })
  await takeOver(state, await ownPort(), impatient)
  expect(groupMembers(orphan.groupId)).toEqual([])
})

it('a state folder that a living start serves is not taken away from it', async () => {
  const state = newState()
  const starter = startLookalike(FOREVER, 'run.mjs')
  const pid = (await until(() => nodeIn(starter.groupId), { timeoutMs: 10_000 })) ?? 0
  writeRunRecord(state, { pid, port: 8788, groupIds: [] })
  await expect(takeOver(state, await ownPort(), impatient)).rejects.toThrow(
    `State folder ${state.dir} is served by process ${pid} at port 8788`,
  )
  await starter.stop()
})

it('a process that only reuses a recorded number is left alone', async () => {
  const state = newState()
  const stranger = startLookalike(FOREVER, 'editor')
  await until(() => nodeIn(stranger.groupId), { timeoutMs: 10_000 })
  writeRunRecord(state, { pid: stranger.groupId, port: 1, groupIds: [stranger.groupId] })
  await takeOver(state, await ownPort())
  expect(groupMembers(stranger.groupId)).not.toEqual([])
  await stranger.stop()
})

it('a damaged record counts as none', () => {
  const state = newState()
  writeRunRecord(state, { pid: 'x' } as never)
  expect(readRunRecord(state)).toBeNull()
})
