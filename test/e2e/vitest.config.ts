import { defineConfig } from 'vitest/config'

// Whole processes on a machine that others use too: one file after the other, generous bounds, no retries.
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    root: new URL('../..', import.meta.url).pathname,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
