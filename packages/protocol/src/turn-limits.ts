/** What one answer may take. Beyond `answerMs` it is stopped with `turn_timeout`, beyond the rest with `turn_limit`. */
export interface TurnLimits {
  /** Time from the question's turn to the end of its answer, in ms. */
  readonly answerMs: number
  /** How long an agent may take to stop after its run has ended, in ms; one that does not is given up, its session with it. */
  readonly letGoMs: number
  /** Calls of the model; each may ask for tools. */
  readonly steps: number
  readonly toolCalls: number
  /** Characters of the answer. */
  readonly characters: number
  /** Tokens the model reads and writes, all calls together. */
  readonly tokens: number
  /** Tokens the model may write in one call, where it is told a number: some endpoints refuse to be. */
  readonly outputTokens?: number
}

export const defaultTurnLimits: TurnLimits = {
  answerMs: 120_000,
  letGoMs: 5_000,
  steps: 6,
  toolCalls: 24,
  characters: 65_536,
  tokens: 200_000,
}
