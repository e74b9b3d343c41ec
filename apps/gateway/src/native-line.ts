import { maxHeld, maxHeldCharacters, type Line } from './line.ts'

const nothing: readonly string[] = []

/** A native client knows what it has been told and what it has to send again: only what waits for the session is kept. */
export class NativeLine implements Line {
  readonly dialect = 'native'
  readonly shown = undefined
  #held: string[] | undefined
  #heldCharacters = 0

  get isWaiting(): boolean {
    return this.#held !== undefined
  }

  get waiting(): number {
    return this.#held?.length ?? 0
  }

  compose(text: string): string {
    return text
  }

  hold(letter: string): boolean {
    this.#held ??= []
    this.#heldCharacters += letter.length
    return this.#held.push(letter) <= maxHeld && this.#heldCharacters <= maxHeldCharacters
  }

  takeHeld(): readonly string[] {
    const held = this.#held ?? nothing
    this.#held = undefined
    this.#heldCharacters = 0
    return held
  }

  hear(letters: readonly string[]): readonly string[] {
    return letters
  }
}
