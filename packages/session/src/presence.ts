/**
 * Told when code of the session runs, by whoever watches over many sessions and has to know which one it is that hangs.
 * It is on the way of every message: MUST cost next to nothing, and MUST NOT throw.
 */
export interface Presence {
  /** Code of the session runs from here on; or goes on to run, where nobody else's has since. */
  enter(): void
  /** It has come to its end, or waits. */
  leave(): void
  /** The turn that is being answered waits, and what it does afterwards is not announced. */
  turnWaits(): void
  turnEnded(): void
  /** A turn that had to wait is over. @param ms since it began to */
  turnTook(ms: number): void
}

/** Nobody has to know. */
export const unwatched: Presence = { enter() {}, leave() {}, turnWaits() {}, turnEnded() {}, turnTook() {} }
