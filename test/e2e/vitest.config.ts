import { defineConfig } from 'vitest/config'

// Whole processes on a machine that others use too: generous bounds, no retries. Most of a file is waiting, so two go side
// by side; one alone has a demo, since `npm run sandbox` leads to the one that was started last.
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    root: new URL('../..', import.meta.url).pathname,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
