import { removeSandboxFile, SANDBOX_FILE, writeSandboxFile } from '../../test/sandbox/cli/sandbox-file.ts'
import { type RunningSandbox, startSandbox } from '../../test/sandbox/index.ts'
import { until } from '../until.ts'
import type { Api } from './api.ts'
import { DEMO_SEED, liveThroughStory } from './demo-story.ts'
import { StartError } from './start-error.ts'
import type { StateFolder } from './state-folder.ts'

const SANDBOX_PORT = 12_111
const FIRST_EVENT_TIMEOUT_MS = 30_000

interface ConnectionAnswer {
  id: string
  last_event: { id: string } | null
}

export interface Demo {
  sandboxUrl: string
  /** Connects test mode the way a person does, and lets the sandbox's customers live. */
  connect(api: Api, workerUrl: string): Promise<void>
  close(): Promise<void>
}

export async function startDemo(state: StateFolder): Promise<Demo> {
  const sandbox = await startSandbox({ port: SANDBOX_PORT, seed: DEMO_SEED }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return startSandbox({ port: 0, seed: DEMO_SEED })
  })
  let stopRecording = () => {}
  return {
    sandboxUrl: sandbox.url,
    async connect(api, workerUrl) {
      const connection = await api.get<ConnectionAnswer>('/api/v1/connection')
      const secret = await registerEndpoint(sandbox, `${workerUrl}/api/webhooks/stripe/${connection.id}`)
      await api.post('/api/v1/connection/secrets', { secret })
      stopRecording = await liveThroughStory(sandbox, state)
      await sandbox.settled()
      const arrived = async () => (await api.get<ConnectionAnswer>('/api/v1/connection')).last_event !== null
      if (!(await until(arrived, { timeoutMs: FIRST_EVENT_TIMEOUT_MS, intervalMs: 100 })))
        throw new StartError('No event of the sandbox has arrived.', { logFile: `${state.ownDir}/worker.log` })
      writeSandboxFile(SANDBOX_FILE, { url: sandbox.url, pid: process.pid, billhook: { url: workerUrl } })
    },
    async close() {
      stopRecording()
      removeSandboxFile(SANDBOX_FILE)
      await sandbox.close()
    },
  }
}

/** As Stripe's dashboard or API would be asked; the answer is the only one that shows the secret. */
async function registerEndpoint({ url, apiKeys }: RunningSandbox, endpointUrl: string): Promise<string> {
  const response = await fetch(`${url}/v1/webhook_endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKeys[0]}` },
    body: new URLSearchParams({ url: endpointUrl, 'enabled_events[]': '*' }),
  })
  const { secret } = (await response.json()) as { secret?: string }
  if (!response.ok || !secret) throw new StartError(`The sandbox did not make a webhook endpoint (${response.status}).`)
  return secret
}
