import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { ModelDescription } from '@tutor/protocol'

/**
 * What phrases the answers. One model serves all sessions of a thread.
 *
 * An implementer MUST fail with a `TutorError` of a `model_*` code, MUST NOT hang longer than its own time limits, and
 * MUST keep nothing of one call for the next.
 */
export interface Model {
  readonly language: LanguageModelV4
  readonly description: ModelDescription
  /** Answers where `language` fails. It MUST need nothing that can fail. Without it the failure ends the run. */
  readonly fallback?: LanguageModelV4
  /** What a learner may use of it in a day, in tokens, which are counted; 0 for no limit, nothing for neither. */
  readonly tokensPerDay?: number
}
