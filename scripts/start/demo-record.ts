import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StateFolder } from './state-folder.ts'

/** What the next demo on this state folder must know to go on where this one is. */
export interface DemoRecord {
  /** How often the demo was started before. */
  starts: number
  /** When its story ended and its present began, in seconds: that of the first start. */
  storyEnd: number
  /** How far the sandbox's clock was moved ahead of the real one. */
  leadSeconds: number
}

/** Null for the first demo. */
export function readDemoRecord(state: StateFolder): DemoRecord | null {
  try {
    return JSON.parse(readFileSync(file(state), 'utf8')) as DemoRecord
  } catch {
    return null
  }
}

export function writeDemoRecord(state: StateFolder, record: DemoRecord): void {
  writeFileSync(file(state), JSON.stringify(record))
}

function file({ ownDir }: StateFolder): string {
  return join(ownDir, 'demo.json')
}
