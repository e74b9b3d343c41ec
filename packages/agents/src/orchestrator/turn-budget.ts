import { TutorError, type TurnLimits } from '@tutor/protocol'

/** Characters of a token, about: for providers that do not count, and while an answer is still being written. */
const charactersPerToken = 4

/** What a turn may still ask of its model and its tools. What is too much is thrown as TutorError `turn_limit`. */
export class TurnBudget {
  readonly #limits: Pick<TurnLimits, 'toolCalls' | 'tokens'>
  /** Tools that were asked for, and that were run. */
  #asked = 0
  #run = 0
  /** Of the calls of the model that are over. */
  #tokens = 0
  /** Characters that the next call of the model reads. */
  #read: number
  /** Characters that this call of the model has written. */
  #written = 0

  /** @param prompt characters that the first call of the model reads */
  constructor(limits: Pick<TurnLimits, 'toolCalls' | 'tokens'>, prompt: number) {
    this.#limits = limits
    this.#read = prompt
  }

  /** Tokens so far; of a call that is not over, as far as it has come. */
  get used(): number {
    return this.#tokens + (this.#written > 0 ? (this.#read + this.#written) / charactersPerToken : 0)
  }

  /** The model asks for a tool, perhaps one that is not there. */
  toolAsked(): void {
    if (++this.#asked > this.#limits.toolCalls) throw new TutorError('turn_limit')
  }

  /** A tool is about to run. The SDK may run it before the loop hears that the model has asked for it. */
  toolRuns(): void {
    if (++this.#run > this.#limits.toolCalls) throw new TutorError('turn_limit')
  }

  /** The model writes: of its answer, of its thoughts or of a tool's input. */
  written(characters: number): void {
    this.#written += characters
    this.#assertTokens(this.#tokens + this.#written / charactersPerToken)
  }

  /** The model will read this at its next call. */
  toRead(characters: number): void {
    this.#read += characters
  }

  /** A call of the model is over. @param tokens as its provider counted them, if it did */
  stepEnded(tokens: number | undefined): void {
    this.#read += this.#written
    this.#written = 0
    this.#tokens += tokens !== undefined && tokens > 0 ? tokens : this.#read / charactersPerToken
    this.#assertTokens(this.#tokens)
  }

  #assertTokens(used: number): void {
    if (used > this.#limits.tokens) throw new TutorError('turn_limit')
  }
}
