import { runDeauthorize, runKey, runSeed } from './cli/account-commands.ts'
import { CommandError } from './cli/client.ts'
import { runClock, runEndpoints, runEvents, runFlood, runRollSecret, runTrigger } from './cli/commands.ts'
import { type Command, HELP, parseCommand, UsageError } from './cli/options.ts'
import { serve } from './cli/serve.ts'

const print = (line: string) => void process.stdout.write(`${line}\n`)

async function run(command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return print(HELP)
    case 'serve':
      return serve(command, print)
    case 'trigger':
      return runTrigger(command, print)
    case 'flood':
      return runFlood(command, print)
    case 'clock':
      return runClock(command, print)
    case 'roll-secret':
      return runRollSecret(command, print)
    case 'events':
      return runEvents(command, print)
    case 'endpoints':
      return runEndpoints(command, print)
    case 'key':
      return runKey(command, print)
    case 'deauthorize':
      return runDeauthorize(command, print)
    case 'seed':
      return runSeed(command, print)
  }
}

try {
  await run(parseCommand(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof UsageError || error instanceof CommandError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
