import { join } from 'node:path'
import { removeSandboxFile, SANDBOX_FILE, writeSandboxFile } from '../../test/sandbox/cli/sandbox-file.ts'
import { type RunningSandbox, seedDemo, startSandbox } from '../../test/sandbox/index.ts'
import { until } from '../until.ts'
import type { Api } from './api.ts'
import { connectDemo } from './demo-connection.ts'
import { StartError } from './start-error.ts'
import type { StateFolder } from './state-folder.ts'

const SANDBOX_PORT = 12_111
const FIRST_EVENT_TIMEOUT_MS = 30_000

export interface Demo {
  sandboxUrl: string
  /** Connects test mode by a restricted key, the way a person does, and imports what is there; answers how much. */
  connect(api: Api, workerUrl: string): Promise<string>
  close(): Promise<void>
}

/** The sandbox is kept in the state folder, so that its keys, endpoints and customers are there again at the next start. */
export async function startDemo(state: StateFolder): Promise<Demo> {
  const stateFile = join(state.ownDir, 'sandbox.json')
  const sandbox = await startSandbox({ port: SANDBOX_PORT, stateFile }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return startSandbox({ port: 0, stateFile })
  })
  return {
    sandboxUrl: sandbox.url,
    async connect(api, workerUrl) {
      if (!sandbox.restored) seedDemo(sandbox.stripe)
      const imported = await connectDemo(api, sandbox, state)
      if (!sandbox.restored) await liveOn(sandbox)
      await awaitFirstEvent(api, state)
      writeSandboxFile(SANDBOX_FILE, { url: sandbox.url, pid: process.pid, billhook: { url: workerUrl } })
      return imported
    },
    async close() {
      removeSandboxFile(SANDBOX_FILE)
      await sandbox.close()
    },
  }
}

/** A little happens right after the import, so that the log of events is not empty. */
async function liveOn({ url, apiKeys, stripe }: RunningSandbox): Promise<void> {
  const headers = { authorization: `Bearer ${apiKeys[0]}` }
  const post = async (path: string, body: string | URLSearchParams) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body })
    if (!response.ok) throw new StartError(`The sandbox refused ${path} (${response.status}).`)
  }
  const subscription = [...stripe.subscriptions.oldestFirst()].find(({ status }) => status === 'active')
  if (subscription) {
    const [item] = subscription.items.data
    const quantity = String((item?.quantity ?? 1) + 1)
    await post(
      `/v1/subscriptions/${subscription.id}`,
      new URLSearchParams({ 'items[0][id]': item?.id ?? '', 'items[0][quantity]': quantity }),
    )
  }
  await post('/_sandbox/trigger', JSON.stringify({ event: 'invoice.payment_failed' }))
}

async function awaitFirstEvent(api: Api, state: StateFolder): Promise<void> {
  const arrived = async () => (await api.get<{ last_event: unknown }>('/api/v1/connection')).last_event !== null
  if (!(await until(arrived, { timeoutMs: FIRST_EVENT_TIMEOUT_MS, intervalMs: 100 })))
    throw new StartError('No event of the sandbox has arrived.', { logFile: `${state.ownDir}/worker.log` })
}
