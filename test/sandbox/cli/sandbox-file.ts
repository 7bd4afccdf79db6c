import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How a command finds the running sandbox, and through it the Billhook that it feeds. */
export interface SandboxFile {
  url: string
  pid: number
  billhook?: {
    url: string
    /** The variable that holds the operator's token, in the environment or `.dev.vars`. */
    admin_token_env?: string
  }
}

export const SANDBOX_FILE = fileURLToPath(new URL('../../../.billhook/sandbox.json', import.meta.url))

export function writeSandboxFile(path: string, content: SandboxFile): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
}

/** Removes the file if it is still this process's own. */
export function removeSandboxFile(path: string): void {
  if (readSandboxFile(path)?.pid === process.pid) rmSync(path, { force: true })
}

/** Null when there is none, or nothing that can be read. */
export function readSandboxFile(path: string): SandboxFile | null {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as Partial<SandboxFile>
    return typeof content.url === 'string' && typeof content.pid === 'number' ? (content as SandboxFile) : null
  } catch {
    return null
  }
}
