import { startVitest, type Reporter, type TestModule } from 'vitest/node'
import { addUp, failedOnce, type Total } from './total.ts'

/**
 * What vitest says of a process that Node itself has ended. V8 does so when its register of compiled code is wrong, which
 * happens now and then where threads end (docs/decisions/0011-a-thread-answers-to-a-pulse.md). It tells nothing about the
 * tests, so they are run once more; whatever else ends a process is a failure.
 */
const v8Ended = /^Worker exited unexpectedly with signal SIGTRAP during \w+ state while running test file (.+)$/

/** Runs all tests of all packages and shows them the way vitest does. */
export async function runTests(): Promise<Total> {
  const first = await run([])
  const cut = first.endedByV8
  if (cut.length === 0) return first.total
  console.log(`\nNode ended with SIGTRAP, a fault of V8, in ${cut.join(', ')}. What was run there is run again, once.`)
  const again = await run(cut)
  return addUp([first.total, again.total, ...again.endedByV8.map(() => failedOnce)])
}

/** @param files absolute paths; all there are unless told */
async function run(files: string[]): Promise<Outcome> {
  const reporter = new OutcomeReporter()
  const vitest = await startVitest(files, { run: true, reporters: ['default', reporter] })
  await vitest.close()
  return reporter.outcome
}

interface Outcome {
  /** Without the files that Node itself has ended. */
  readonly total: Total
  readonly endedByV8: string[]
}

class OutcomeReporter implements Reporter {
  /** Until the run has ended it counts as failed. */
  outcome: Outcome = { total: failedOnce, endedByV8: [] }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const cut = unhandled.map(fileEndedByV8)
    const endedByV8 = cut.filter((file) => file !== undefined)
    const counted = modules.filter(({ moduleId }) => !endedByV8.includes(moduleId)).map(countModule)
    this.outcome = { total: addUp([...counted, ...cut.filter((file) => file === undefined).map(() => failedOnce)]), endedByV8 }
  }
}

function fileEndedByV8(error: unknown): string | undefined {
  const { message = '', cause } = error as { readonly message?: string; readonly cause?: unknown }
  return v8Ended.exec(message)?.[1] ?? (cause === undefined ? undefined : fileEndedByV8(cause))
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
