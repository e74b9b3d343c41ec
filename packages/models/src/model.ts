import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { ModelDescription } from '@tutor/protocol'

/** What phrases the answers. One serves all sessions of a thread and keeps nothing of one call for the next. */
export interface Model {
  /**
   * Fails with a `TutorError` of a `model_*` code, or with the reason of the caller's abort signal, and is never silent
   * for longer than its time limit.
   */
  readonly language: LanguageModelV4
  readonly description: ModelDescription
  /** Answers where `language` fails: the embedded model, which needs nothing that can fail. The embedded model itself has none. */
  readonly fallback?: LanguageModelV4
  /** What a learner may use of it in a day, in tokens; 0 for no limit. */
  readonly tokensPerDay?: number
}
