import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// A start without compiled code costs two thirds more CPU, and the tests start servers by the hundred: they share what is
// compiled, with each other and with the next run.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url))

/** Files that take more than 20 s, the longest first. One of them at the end would have the other worker wait for minutes. */
const long = ['benchmarks/test/proofs', 'benchmarks/test/scenarios', 'supervision/offender', 'gateway/test/process', 'gateway/test/handover', 'cli/test/reconnect', 'gateway/test/flood', 'web/test/learning-journeys', 'web/test/chat', 'web/test/page', 'web/test/operators', 'web/test/documents']

class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((each) => moduleId.includes(`${each}.test.ts`))
      return place < 0 ? long.length : place
    }
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b)))
  }
}

export default defineConfig({
  test: {
    // Real servers, threads and processes: on a machine that is busy with something else a test is late, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of them wait for processes and timers, so that two share a machine with two cores.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    include: ['{apps,packages}/*/test/**/*.test.ts', '{benchmarks,scripts}/test/**/*.test.ts'],
  },
})
