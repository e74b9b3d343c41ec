import type { Item } from '@tutor/protocol'

/**
 * Keeps the items that were made from one learner's documents, keys included, out of the history that clients see.
 *
 * An implementer MUST have them where a fact `items_made` that is recorded next keeps them for good, and MUST NOT give them to anybody but this session.
 */
export interface ItemVault {
  /** @returns the name under which {@link load} finds them, for the fact `items_made` */
  keep(items: readonly Item[]): Promise<string>
  /** @returns none where they are gone, with their document */
  load(blob: string): Promise<readonly Item[]>
}
