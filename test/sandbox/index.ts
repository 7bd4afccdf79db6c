export { removeSandboxFile, SANDBOX_FILE, type SandboxFile, writeSandboxFile } from './cli/sandbox-file.ts'
export { seedDemo } from './core/seed-demo.ts'
export { DEFAULT_API_KEY, type RunningSandbox, type StartSandboxOptions, startSandbox } from './server.ts'
