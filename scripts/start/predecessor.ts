import { until } from '../until.ts'
import { portState } from './ports.ts'
import { findProcess, groupMembers, signalGroup } from './process-group.ts'
import { StartError } from './start-error.ts'
import { type RunRecord, readRunRecord, type StateFolder } from './state-folder.ts'

export interface TakeOverOptions {
  patienceMs?: number
  /** Called once when it does not go at once. */
  onWait?: () => void
}

/** A killed predecessor's guards need a moment; longer than this, somebody really is there. */
const PATIENCE_MS = 5_000

/**
 * Resolves when `port` and the state folder are ours alone. What a dead predecessor left running is ended; a living one,
 * or a stranger on the port, is a StartError that names it.
 */
export async function takeOver(
  state: StateFolder,
  port: number,
  { patienceMs = PATIENCE_MS, onWait = () => {} }: TakeOverOptions = {},
): Promise<void> {
  const record = readRunRecord(state)
  const free = async () =>
    (await portState(port)) !== 'in_use' && leftovers(record).length === 0 && !(record && isOtherStarter(record.pid))
  if (await free()) return
  onWait()
  if (!(await until(free, { timeoutMs: patienceMs, intervalMs: 100 }))) {
    if (record && isOtherStarter(record.pid))
      throw new StartError(
        `State folder ${state.dir} is served by process ${record.pid} at port ${record.port}: stop it, or choose another folder with --state DIR.`,
      )
    await endLeftovers(record)
  }
  const found = await portState(port)
  if (found === 'in_use')
    throw new StartError(`Port ${port} is in use: stop what listens there, or choose another with --port N.`)
  if (found === 'not_allowed') throw new StartError(`Port ${port} is not allowed for this user: choose one above 1023.`)
}

/** The predecessor's process groups that still run. Numbers are reused, so they must look like ours too. */
function leftovers(record: RunRecord | null): number[] {
  return (record?.groupIds ?? []).filter((groupId) =>
    groupMembers(groupId).some(({ command }) => /workerd|wrangler/.test(command)),
  )
}

async function endLeftovers(record: RunRecord | null): Promise<void> {
  const groupIds = leftovers(record)
  for (const groupId of groupIds) signalGroup(groupId, 'SIGKILL')
  await until(() => groupIds.every((groupId) => groupMembers(groupId).length === 0), { timeoutMs: 1_000 })
}

/** In a container every start may get the same numbers, so this process and npm's shell are not meant. */
function isOtherStarter(pid: number): boolean {
  if (pid === process.pid || pid === process.ppid) return false
  return /run\.mjs start\b/.test(findProcess(pid)?.command ?? '')
}
