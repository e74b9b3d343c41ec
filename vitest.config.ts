import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Real servers, threads and processes: on a machine that is busy with something else a test is late, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of them wait for processes and timers, so that two share a machine with two cores.
    maxWorkers: 2,
    include: ['{apps,packages}/*/test/**/*.test.ts', '{benchmarks,scripts}/test/**/*.test.ts'],
  },
})
