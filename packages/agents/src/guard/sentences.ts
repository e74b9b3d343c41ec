/** Longest text that is held back for the end of its sentence. */
const longestSentence = 1_000

/** An end that more text has confirmed: a full stop inside of `3.5` is none. */
const sentenceEnd = /[.!?…]+["'”’)\]*_]*\s+|\n+/g

/** Puts streamed text together to sentences, with the space behind them; lines end sentences too. */
export class Sentences {
  #held = ''

  /** @returns the sentences that are whole now */
  push(delta: string): readonly string[] {
    this.#held += delta
    const whole: string[] = []
    let from = 0
    for (const end of this.#held.matchAll(sentenceEnd)) {
      const to = end.index + end[0].length
      whole.push(this.#held.slice(from, to))
      from = to
    }
    this.#held = this.#held.slice(from)
    while (this.#held.length > longestSentence) whole.push(this.#cut())
    return whole
  }

  /** @returns what is left at the end of the text */
  flush(): readonly string[] {
    const rest = this.#held
    this.#held = ''
    return rest === '' ? [] : [rest]
  }

  #cut(): string {
    const space = this.#held.lastIndexOf(' ', longestSentence)
    const at = space > 0 ? space + 1 : longestSentence
    const cut = this.#held.slice(0, at)
    this.#held = this.#held.slice(at)
    return cut
  }
}
