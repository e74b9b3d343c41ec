/** Told what the session's operator should know of. None of these may throw. */
export interface SessionWatch {
  /** Of errors that are bugs, not answers: the learner is only shown `run_failed`. */
  readonly fault: (error: unknown) => void
  /** How many sentences of a language model gave an answer away and were not said; of the words nobody is told. */
  readonly leaked?: (sentences: number) => void
  /** A message is set aside, since three owners of the session have failed in the middle of its answer. */
  readonly parked?: () => void
}
