import type { TestProject } from 'vitest/node'
import { startSmtpServer } from './smtp-server.ts'

/** Tests in workerd cannot listen: the mail server that they reach by real sockets runs beside them. */
export default async function serveSmtp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startSmtpServer()
  project.provide('smtpPort', server.port)
  return server.close
}
