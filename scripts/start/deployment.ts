import { ROOT, wranglerCommand, wranglerEnv } from '../wrangler.ts'
import { BUILD_COMMAND, buildEnv, isDashboardStale } from './dashboard-build.ts'
import type { Variables } from './env-file.ts'
import { withFileLock } from './file-lock.ts'
import { findFreePort, LOOPBACK, portState } from './ports.ts'
import type { Progress } from './progress.ts'
import { type ServerOptions, startServer } from './server.ts'
import type { Services } from './services.ts'
import type { StartError } from './start-error.ts'
import type { StateFolder } from './state-folder.ts'
import { emptyRegistry, type WranglerToml, writeWorkerConfig } from './worker-config.ts'

const WORKER_PORT = 8787
const PORT_ATTEMPTS = 3
const BUILD_TIMEOUT_MS = 120_000

export interface DeploymentOptions {
  state: StateFolder
  toml: WranglerToml
  /** The variables of a Worker that can be reached at `workerUrl`. */
  variablesAt: (workerUrl: string) => Variables
  port: number
  services: Services
  progress: Progress
  onDeath: (error: StartError) => void
}

export interface Deployment {
  /** The dashboard's address on this machine; `/api` of it is the Worker. */
  url: string
  /** The Worker's own address, for crons and for Stripe's events. */
  workerUrl: string
}

/** Builds, migrates and serves one deployment; resolves when its health answers through the dashboard's port. */
export async function startDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { state, port, services, progress, onDeath } = options
  if (isDashboardStale(ROOT)) await progress.step('Building the dashboard', () => buildDashboard(services))
  await progress.step('Migrating the database', () => migrate(options))
  const env = { WRANGLER_REGISTRY_PATH: emptyRegistry(state) }
  const common = { env, services, warn: progress.warn, onDeath }
  const workerUrl = await progress.step('Starting the Worker', () => startWorker(options, common))
  const url = await progress.step('Starting the dashboard', () => {
    const args = ['pages', 'dev', '--cwd', `${ROOT}/dashboard`, '--persist-to', state.dir]
    return startServer({ ...common, name: 'dashboard', args, port })
  })
  return { url, workerUrl }
}

/** One at a time: starts at the same moment share the checkout, and the second finds it built. */
function buildDashboard(services: Services): Promise<void> {
  return withFileLock(`${ROOT}/.wrangler/dashboard-build.lock`, { timeoutMs: BUILD_TIMEOUT_MS }, async () => {
    if (isDashboardStale(ROOT)) await services.run({ name: 'dashboard-build', command: BUILD_COMMAND, env: buildEnv() })
  })
}

function migrate({ state, toml, services }: DeploymentOptions): Promise<void> {
  const configFile = writeWorkerConfig(ROOT, state, toml, {})
  const place = ['-c', configFile, '--persist-to', state.dir]
  const command = wranglerCommand('d1', 'migrations', 'apply', 'DB', '--local', ...place)
  return services.run({ name: 'migrations', command, env: wranglerEnv() })
}

/** A start at the same moment may take a port that was free a second ago; the Worker's is nobody's wish, so try another. */
async function startWorker(
  { state, toml, variablesAt, port }: DeploymentOptions,
  common: Pick<ServerOptions, 'env' | 'services' | 'warn' | 'onDeath'>,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const workerPort = await findFreePort(WORKER_PORT, { taken: [port] })
    const configFile = writeWorkerConfig(ROOT, state, toml, variablesAt(`http://${LOOPBACK}:${workerPort}`))
    const args = ['dev', '--local', '-c', configFile, '--persist-to', state.dir]
    try {
      return await startServer({ ...common, name: 'worker', args, port: workerPort })
    } catch (error) {
      const portTaken = (await portState(workerPort)) === 'in_use'
      if (!portTaken || attempt === PORT_ATTEMPTS) throw error
    }
  }
}
