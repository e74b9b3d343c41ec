import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// A start without compiled code costs two thirds more CPU, and the tests start servers by the hundred: they share what is
// compiled, with each other and with the next run.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url))

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
