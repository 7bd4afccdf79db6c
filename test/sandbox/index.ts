export { removeSandboxFile, SANDBOX_FILE, type SandboxFile, writeSandboxFile } from './cli/sandbox-file.ts'
export { type BulkOptions, seedBulk } from './core/bulk/seed-bulk.ts'
export { PLATFORM_KEYS } from './core/oauth/oauth.ts'
export { seedDemo } from './core/seed-demo.ts'
export {
  DEFAULT_API_KEY,
  DEFAULT_LIVE_API_KEY,
  type RunningSandbox,
  type StartSandboxOptions,
  startSandbox,
} from './server.ts'
