import type { Item, Mark } from '@tutor/protocol'

/**
 * Marks answers.
 *
 * An implementer MUST decide by the item's key alone, MUST mark what it cannot tell as `unsure` and what is no answer of the
 * kind as `invalid`, and MUST NOT put a part of the key into the feedback of anything but a right answer.
 */
export interface Marker {
  /** @throws the signal's reason */
  mark(item: Item, answer: string, signal: AbortSignal): Promise<Mark>
  /**
   * Marks an answer whose key is doubted, by what the key means and not how it is written: values instead of forms and
   * wordings. `right` where the answer is as good as the key's.
   */
  secondOpinion(item: Item, answer: string, signal: AbortSignal): Promise<Mark>
  /** Whether two terms are the same wherever both are defined. */
  compare(left: string, right: string): boolean | 'unsure'
}
