/** What a model is to go on with. */
export interface LocalPrompt {
  readonly instructions: string
  /** In turns, the learner's message last. */
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[]
  readonly maxTokens: number
}

export interface LocalUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/**
 * A model that computes in this process.
 *
 * An implementer MUST give its text to `onText` as it comes, MUST keep nothing of one call for the next, and MUST reject soon
 * after the signal aborts. It is only asked for one answer at a time.
 */
export interface LocalModel {
  answer(prompt: LocalPrompt, options: { readonly signal: AbortSignal; readonly onText: (text: string) => void }): Promise<LocalUsage>
}
