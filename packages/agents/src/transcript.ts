import type { ModelMessage } from 'ai'

/** What a model is reminded of: the last exchanges, as text, bounded in number and in characters. */
export class Transcript {
  static readonly maxMessages = 20
  static readonly maxCharacters = 24_000
  readonly #messages: { role: 'user' | 'assistant'; content: string }[] = []

  add(question: string, answer: string): void {
    this.#messages.push({ role: 'user', content: question }, { role: 'assistant', content: answer })
    while (this.#messages.length > Transcript.maxMessages || this.#characters() > Transcript.maxCharacters) {
      this.#messages.splice(0, 2)
    }
  }

  /** The messages before `question`, then `question` itself. */
  before(question: string): ModelMessage[] {
    return [...this.#messages, { role: 'user', content: question }]
  }

  #characters(): number {
    return this.#messages.reduce((sum, message) => sum + message.content.length, 0)
  }
}
