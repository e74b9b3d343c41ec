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
}
