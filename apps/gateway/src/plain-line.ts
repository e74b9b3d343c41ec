import { readTelling, writeQuestion } from '@tutor/protocol'
import { maxHeld, maxHeldCharacters, type Line } from './line.ts'

/** Questions that may wait for their answers: more than one turn of the event loop can bring. */
const maxUnanswered = 4_096

/**
 * A plain-text client knows nothing of recovery, so its connection keeps its questions until they are answered, and how
 * far it has been shown the history. A session that gets a question again knows it by its number.
 */
export class PlainLine implements Line {
  readonly dialect = 'plain'
  /** By their numbers, from `#first` on; nothing where one was answered before those in front of it. */
  readonly #unanswered: (string | undefined)[] = []
  #first = 1
  #unansweredCharacters = 0
  #shown: number | undefined
  #isWaiting = false

  get shown(): number | undefined {
    return this.#shown
  }

  get isWaiting(): boolean {
    return this.#isWaiting
  }

  get waiting(): number {
    return this.#isWaiting ? this.#letters.length : 0
  }

  compose(text: string): string | undefined {
    const letter = writeQuestion({ number: this.#first + this.#unanswered.length, text })
    this.#unanswered.push(letter)
    this.#unansweredCharacters += letter.length
    return this.#unanswered.length <= maxUnanswered && this.#unansweredCharacters <= maxHeldCharacters ? letter : undefined
  }

  hold(): boolean {
    this.#isWaiting = true
    return this.#unanswered.length <= maxHeld
  }

  takeHeld(): readonly string[] {
    this.#isWaiting = false
    return this.#letters
  }

  hear(letters: readonly string[]): readonly string[] {
    const texts: string[] = []
    for (const letter of letters) {
      const { seq, answered, text } = readTelling(letter)
      if (seq !== undefined) this.#shown = seq
      if (answered !== undefined) this.#forget(answered)
      if (text !== undefined) texts.push(text)
    }
    return texts
  }

  get #letters(): string[] {
    return this.#unanswered.filter((letter) => letter !== undefined)
  }

  #forget(question: number): void {
    const at = question - this.#first
    const letter = this.#unanswered[at]
    // A replay tells of answers that were heard before.
    if (letter === undefined) return
    this.#unansweredCharacters -= letter.length
    this.#unanswered[at] = undefined
    for (; this.#unanswered.length > 0 && this.#unanswered[0] === undefined; this.#first++) this.#unanswered.shift()
  }
}
