import { startVitest, type Reporter, type TestModule } from 'vitest/node'
import { addUp, failedOnce, type Total } from './total.ts'

/** Runs all tests of all packages and shows them the way vitest does. */
export async function runTests(): Promise<Total> {
  const counter = new TestCounter()
  const vitest = await startVitest([], { run: true, reporters: ['default', counter] })
  await vitest.close()
  return counter.total
}

class TestCounter implements Reporter {
  /** Until the run has ended it counts as failed. */
  total: Total = failedOnce

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    this.total = addUp([...modules.map(countModule), ...unhandled.map(() => failedOnce)])
  }
}

/** A file that failed without a failed test, because it did not load say, counts as one. */
function countModule(module: TestModule): Total {
  const tests = Array.from(module.children.allTests(), (test) => test.result().state)
  const count = (state: string): number => tests.filter((each) => each === state).length
  const failed = count('failed') + count('pending')
  return {
    passed: count('passed'),
    failed: failed === 0 && !module.ok() ? 1 : failed,
    skipped: count('skipped'),
  }
}
