import type { Progress } from './progress.ts'

export interface Stop {
  /** Undone in reverse order. */
  add(undo: () => void | Promise<void>): void
  /** Stops because of an error, which is told; exit code 1. */
  after(error: unknown): Promise<void>
  /** Stops because of something that is no failure of ours. */
  because(reason: string): Promise<void>
}

/** One orderly end, whatever asks for it: a signal (npm passes Ctrl-C on a second time), an error, npm's death. */
export function stopOnce(progress: Progress): Stop {
  const undos: (() => void | Promise<void>)[] = []
  let stopping = false

  async function end(exitCode: number): Promise<void> {
    for (const undo of undos.reverse()) {
      try {
        await undo()
      } catch (error) {
        progress.fail(error)
      }
    }
    process.exit(exitCode)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      progress.line()
      progress.line('  Stopping …')
      void end(0)
    })
  // A closed terminal or a killed npm takes our output along; that must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

  return {
    add: (undo) => void undos.push(undo),
    async after(error) {
      if (stopping) return
      stopping = true
      progress.fail(error)
      await end(1)
    },
    async because(reason) {
      if (stopping) return
      stopping = true
      progress.line(`  Stopping: ${reason}.`)
      await end(1)
    },
  }
}
