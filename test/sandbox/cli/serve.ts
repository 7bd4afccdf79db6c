import { resolve } from 'node:path'
import { seedDemo, startSandbox } from '../index.ts'
import { CommandError } from './client.ts'
import type { Command } from './options.ts'
import { removeSandboxFile, SANDBOX_FILE, writeSandboxFile } from './sandbox-file.ts'

/** Runs a sandbox until it is told to stop; other commands find it through the file. */
export async function serve(
  command: Extract<Command, { name: 'serve' }>,
  print: (line: string) => void,
): Promise<void> {
  const file = command.file === null ? SANDBOX_FILE : fromCaller(command.file)
  const sandbox = await startSandbox({
    port: command.port,
    onLog: print,
    ...(command.seed === null ? {} : { seed: command.seed }),
    ...(command.state === null ? {} : { stateFile: fromCaller(command.state) }),
  }).catch((error: NodeJS.ErrnoException) => {
    const inUse = error.code === 'EADDRINUSE'
    throw new CommandError(inUse ? `Port ${command.port} is in use: choose another with --port.` : error.message)
  })
  if (command.demo && !sandbox.restored) seedDemo(sandbox.stripe)
  writeSandboxFile(file, { url: sandbox.url, pid: process.pid })
  print(`The Stripe sandbox answers at ${sandbox.url}; its key is ${sandbox.apiKeys[0]}. Ctrl-C stops it.`)
  print(`Restricted keys are made and changed at ${sandbox.url}/test/apikeys.`)
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
  removeSandboxFile(file)
  await sandbox.close()
}

/** npm runs scripts in the project's root and tells where it was called. */
function fromCaller(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}
