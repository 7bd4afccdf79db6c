import { spawn } from 'node:child_process'
import { ROOT } from './wrangler.ts'

export interface CommandOptions {
  env?: NodeJS.ProcessEnv
  cwd?: string
}

/** Runs a command whose output a person reads; answers its exit code, 1 when a signal ended it. */
export function runCommand(
  command: readonly string[],
  { env = process.env, cwd = ROOT }: CommandOptions = {},
): Promise<number> {
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (exitCode) => resolve(exitCode ?? 1))
  })
}

/** Runs a command whose output is data. */
export function readCommand(
  command: readonly string[],
  { env = process.env, cwd = ROOT }: CommandOptions = {},
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text
    })
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, ...output }))
  })
}
