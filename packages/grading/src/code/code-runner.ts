import type { CodeKey } from '@tutor/protocol'

/** A learner's function and what it is tried with. */
export interface CodeTask extends Pick<CodeKey, 'functionName' | 'tests'> {
  readonly code: string
}

/** What came of a test. Values are data: numbers (NaN and -0 too), texts, `undefined`, arrays and plain objects. */
export type CodeResult =
  | { readonly outcome: 'returned'; readonly value: unknown }
  /** It gave back what is no data, or too much of it; `what` says so: `a function`. */
  | { readonly outcome: 'returned_odd'; readonly what: string }
  | { readonly outcome: 'threw'; readonly message: string; /** Of the learner's code, from 1. */ readonly line?: number }
  /** There is no function of that name. */
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'timed_out' }
  | { readonly outcome: 'out_of_memory' }

/**
 * Runs what a stranger wrote.
 *
 * An implementer MUST NOT let it reach anything but its arguments, MUST end it when it takes more time or memory than is
 * allowed, and MUST NOT run it where it holds up anybody else.
 */
export interface CodeRunner {
  /**
   * @returns what came of each test in their order, up to the first that gave nothing back
   * @throws TutorError `code_unavailable` where nothing can run it now; the signal's reason
   */
  run(task: CodeTask, signal: AbortSignal): Promise<readonly CodeResult[]>
}
