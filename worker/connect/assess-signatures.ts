import type { Bindings } from '../config.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import { listConnected, type StoredConnection } from '../readmodel/connection.ts'
import { announceConnection } from './announce.ts'
import { JUDGED_HERE, readConditions } from './read-conditions.ts'

const PAGE = 50

/**
 * For the cron: stores what is judged from our own records alone – signatures that do not match, a catch-up that does not
 * run – with the moment it began.
 */
export async function assessSignatures(env: Bindings, nowMs: number): Promise<void> {
  let afterId = ''
  for (;;) {
    const connections = await listConnected(env.DB, afterId, PAGE)
    for (const connection of connections) await assess(env, connection, nowMs)
    afterId = connections.at(-1)?.id ?? ''
    if (connections.length < PAGE) return
  }
}

async function assess(env: Bindings, connection: StoredConnection, nowMs: number): Promise<void> {
  const { tenant } = connection
  const present = await readConditions(env.DB, connection, nowMs)
  const changes: boolean[] = []
  for (const code of JUDGED_HERE) {
    const condition = present.find((one) => one.code === code)
    const findings = condition ? { [code]: condition.detail } : {}
    changes.push(await writeConditions(env.DB, connection, [code], findings, condition?.sinceMs ?? nowMs))
  }
  if (changes.includes(true)) await announceConnection(env, tenant)
}
