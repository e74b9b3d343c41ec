import type { Citation, ErrorCode } from '@tutor/protocol'

/** What the learner sees of a tool call while a turn runs. */
export type ToolActivity =
  | { readonly phase: 'called'; readonly callId: string; readonly tool: string; readonly input: string }
  | { readonly phase: 'answered'; readonly callId: string; readonly result: string }

/** A question of the learner and the answer it got, to the letter. */
export interface Exchange {
  readonly question: string
  readonly answer: string
}

/** One question of the learner and the ways to answer it. */
export interface Turn {
  readonly text: string
  /** What was said before, oldest first; as much of it as the session wants its agents to remember. */
  readonly history: readonly Exchange[]
  /** Aborts when the run is over otherwise: the learner stops it, it is beyond its limits, or the session closes. */
  readonly signal: AbortSignal
  /** Adds to the answer; each call is one streamed delta. Empty text is nothing. */
  say(delta: string): void
  /** The sources of what was said. Only verified citations. */
  cite(citations: readonly Citation[]): void
  showTool(activity: ToolActivity): void
  /** The language model has failed with this, and the one that is always there answers the rest. */
  replaceModel(code: ErrorCode): void
  /** So many sentences of a language model gave an answer away and were not said. For the operator. */
  countLeaks?(sentences: number): void
}

/**
 * Answers turns, one at a time.
 *
 * An implementer MUST stop soon after `turn.signal` aborts, or its session is given up, and MUST say nothing after it has
 * returned. A thrown `TutorError` is shown to the learner, anything else is reported as `run_failed`; the session goes on
 * either way.
 */
export interface Agent {
  /**
   * Whether it answers within the call, and so surely that its question need not be kept before: question and answer are
   * then kept together, at half the cost. Without it a turn is only begun when its question is on disk.
   */
  readonly immediate?: boolean
  answer(turn: Turn): Promise<void> | void
}
