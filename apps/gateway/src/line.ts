import type { DialectName } from '@tutor/session'

/** What a connection remembers of what passes through it, so that it survives the sleep and the failures of its session. */
export interface Line {
  readonly dialect: DialectName
  /** For a client that cannot resume by itself: the last event it was shown, once that is known. */
  readonly shown: number | undefined
  /** Whether something has to be told to the session. */
  readonly isWaiting: boolean
  /** Texts that wait for the session. */
  readonly waiting: number
  /** @returns a text of the client as the session reads it; nothing where too many wait already */
  compose(text: string): string | undefined
  /** The session could not be given this. @returns whether there is room for it */
  hold(letter: string): boolean
  /** @returns what the session has to be given when the connection joins it (again), in order */
  takeHeld(): readonly string[]
  /** @returns what the client is sent of what the session says */
  hear(letters: readonly string[]): readonly string[]
}

/** Texts of one client that may wait for its session. */
export const maxHeld = 256

/** Their characters, and those of a plain-text client's questions that wait for their answers. */
export const maxHeldCharacters = 4 * 1024 * 1024
