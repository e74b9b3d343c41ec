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
  readonly #unanswered = new Map<number, string>()
  #unansweredCharacters = 0
  #asked = 0
  #shown: number | undefined
  #isWaiting = false

  get shown(): number | undefined {
    return this.#shown
  }

  get isWaiting(): boolean {
    return this.#isWaiting
  }

  get waiting(): number {
    return this.#isWaiting ? this.#unanswered.size : 0
  }

  compose(text: string): string | undefined {
    const letter = writeQuestion({ number: ++this.#asked, text })
    this.#unanswered.set(this.#asked, letter)
    this.#unansweredCharacters += letter.length
    return this.#unanswered.size <= maxUnanswered && this.#unansweredCharacters <= maxHeldCharacters ? letter : undefined
  }

  hold(): boolean {
    this.#isWaiting = true
    return this.#unanswered.size <= maxHeld
  }

  takeHeld(): readonly string[] {
    this.#isWaiting = false
    return [...this.#unanswered.values()]
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

  #forget(question: number): void {
    this.#unansweredCharacters -= this.#unanswered.get(question)?.length ?? 0
    this.#unanswered.delete(question)
  }
}
