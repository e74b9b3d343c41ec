import type { CodeTest } from '@tutor/protocol'

/** A learner's function and what it is tried with. */
export interface CodeTask {
  readonly code: string
  readonly functionName: string
  readonly tests: readonly CodeTest[]
}

/** What came of each test, in their order; the run ends with the first that has no value. */
export type CodeResult =
  /** JSON; what JSON cannot say is written as text and marked. */
  | { readonly outcome: 'returned'; readonly value: unknown }
  | { readonly outcome: 'threw'; readonly message: string; /** Of the learner's code, from 1. */ readonly line?: number }
  | { readonly outcome: 'timed_out' }
  | { readonly outcome: 'out_of_memory' }

/**
 * Runs what a stranger wrote.
 *
 * An implementer MUST NOT let it reach anything but its arguments, MUST end it when it takes more time or memory than is
 * allowed, and MUST NOT run it where it holds up anybody else.
 */
export interface CodeRunner {
  /** @throws TutorError `code_unavailable` where nothing can run it now; the signal's reason */
  run(task: CodeTask, signal: AbortSignal): Promise<readonly CodeResult[]>
}
