import { readTelling, writeQuestion } from '@tutor/protocol'
import { maxHeld, type Line } from './line.ts'

/**
 * A plain-text client knows nothing of recovery, so its connection keeps its questions until they are answered, and how
 * far it has been shown the history. A session that gets a question again knows it by its number.
 */
export class PlainLine implements Line {
  readonly dialect = 'plain'
  readonly #unanswered = new Map<number, string>()
  #asked = 0
  #shown: number | undefined
  #isWaiting = false

  get shown(): number | undefined {
    return this.#shown
  }

  get isWaiting(): boolean {
    return this.#isWaiting
  }

  compose(text: string): string {
    const letter = writeQuestion({ number: ++this.#asked, text })
    this.#unanswered.set(this.#asked, letter)
    return letter
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
      if (answered !== undefined) this.#unanswered.delete(answered)
      if (text !== undefined) texts.push(text)
    }
    return texts
  }
}
