import { join } from 'node:path'
import { ROOT } from '../wrangler.ts'
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts'
import { StartError } from './start-error.ts'
import { readRunRecord, type StateFolder, writeRunRecord } from './state-folder.ts'

export interface ServiceOptions {
  /** Names its log file. */
  name: string
  command: readonly string[]
  env: NodeJS.ProcessEnv
  onLine?: (line: string) => void
}

export interface Services {
  logFile(name: string): string
  launch(options: ServiceOptions): GuardedProcess
  /** Runs a command to its end; a non-zero exit is a StartError with its log. */
  run(options: ServiceOptions): Promise<void>
  stopAll(): Promise<void>
}

/** All child processes of a start: recorded in the state folder, each with a log, none outliving this process. */
export function createServices(state: StateFolder): Services {
  const running = new Set<GuardedProcess>()
  let stopping = false

  function record(): void {
    const known = readRunRecord(state)
    if (known) writeRunRecord(state, { ...known, groupIds: [...running].map((child) => child.groupId) })
  }

  const services: Services = {
    logFile: (name) => join(state.ownDir, `${name}.log`),
    launch({ name, command, env, onLine }) {
      if (stopping) throw new StartError(`${name} is not started any more: everything stops.`)
      const logFile = services.logFile(name)
      const child = spawnGuarded({ command, cwd: ROOT, env, logFile, ...(onLine ? { onLine } : {}) })
      running.add(child)
      record()
      void child.exited.then(() => {
        running.delete(child)
        if (!stopping) record()
      })
      return child
    },
    async run(options) {
      const { exitCode } = await services.launch(options).exited
      const logFile = services.logFile(options.name)
      if (exitCode !== 0) throw new StartError(`${options.name} failed (exit code ${exitCode}).`, { logFile })
    },
    async stopAll() {
      stopping = true
      await Promise.all([...running].map((child) => child.stop()))
    },
  }
  return services
}
