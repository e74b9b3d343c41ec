import { defineConfig } from 'vitest/config'

// Real servers, threads and processes: on a busy machine a test waits long for its turn, and still has to pass.

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['{apps,packages}/*/test/**/*.test.ts', '{benchmarks,scripts}/test/**/*.test.ts'],
  },
})
