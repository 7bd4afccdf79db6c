import { until } from '../until.ts'
import { wranglerCommand, wranglerEnv } from '../wrangler.ts'
import { isHealthy } from './api.ts'
import { createErrorLines, isRuntimeCrash } from './error-lines.ts'
import type { GuardedProcess } from './guarded-process.ts'
import { LOOPBACK } from './ports.ts'
import type { Services } from './services.ts'
import { StartError } from './start-error.ts'

const READY_TIMEOUT_MS = 60_000
const MAX_RESTARTS = 3
const RESTART_WINDOW_MS = 60_000

export interface ServerOptions {
  name: string
  /** Arguments for wrangler, without address and port. */
  args: readonly string[]
  port: number
  env: NodeJS.ProcessEnv
  services: Services
  warn: (text: string) => void
  /** It is gone and does not come back. */
  onDeath: (error: StartError) => void
}

/**
 * Serves with wrangler and resolves with the address when its health answers. When the runtime crashes, wrangler and all
 * are started anew: wrangler's own restart can leave a port that accepts and never answers.
 */
export async function startServer({ name, args, port, env, services, warn, onDeath }: ServerOptions): Promise<string> {
  const url = `http://${LOOPBACK}:${port}`
  const logFile = services.logFile(name)
  const address = ['--ip', LOOPBACK, '--port', String(port), '--inspector-port', '0']
  const command = wranglerCommand(...args, ...address, '--show-interactive-dev-session=false')
  const surface = createErrorLines({ name, logFile, warn })
  const restartsMs: number[] = []
  let child: GuardedProcess | null = null

  async function launch(): Promise<void> {
    let ready = false
    let listening = false
    const onLine = (line: string) => {
      // Another deployment may answer at a port that ours did not get, so our own wrangler must say that it listens.
      listening ||= line.includes(`eady on ${url}`)
      // While it starts, the one error of the step is enough.
      if (!ready) return
      surface(line)
      if (isRuntimeCrash(line)) void restart()
    }
    const launched = services.launch({ name, command, env: wranglerEnv(env), onLine })
    child = launched
    let ended = false
    void launched.exited.then(() => {
      ended = true
      if (ready && child === launched) onDeath(new StartError(`${name} ended unexpectedly.`, { logFile }))
    })
    const answers = async () => ended || (listening && (await isHealthy(url)))
    const settled = await until(answers, { timeoutMs: READY_TIMEOUT_MS, intervalMs: 100 })
    if (ended) throw new StartError(`${name} ended while starting.`, { logFile })
    if (!settled) throw new StartError(`${name} did not answer within ${READY_TIMEOUT_MS / 1_000} s.`, { logFile })
    ready = true
  }

  async function restart(): Promise<void> {
    const crashed = child
    if (!crashed) return
    child = null
    await crashed.stop()
    const now = performance.now()
    restartsMs.push(now)
    try {
      if (restartsMs.filter((atMs) => now - atMs < RESTART_WINDOW_MS).length > MAX_RESTARTS)
        throw new StartError(`${name} crashed again and again.`, { logFile })
      await launch()
    } catch (error) {
      onDeath(error instanceof StartError ? error : new StartError(String(error), { logFile }))
    }
  }

  await launch()
  return url
}
