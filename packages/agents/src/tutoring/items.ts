import type { Item } from '@tutor/protocol'
import type { Teaching } from './teaching.ts'

/** What the skill of items that were made from a document is called: `made/` and the document's id. */
export const madeSkill = (documentId: string): string => `made/${documentId}`

/** An item's id is its skill's and a name. */
export function skillOf(itemId: string): string {
  return itemId.slice(0, itemId.lastIndexOf('/'))
}

/** Sets of made items that are kept at hand. */
const mostSets = 4

/** The items of one learner: those of the courses, and those that were made from their documents. */
export class Items {
  readonly #teaching: Pick<Teaching, 'courses' | 'items' | 'learner'>
  readonly #sets = new Map<string, readonly Item[]>()

  constructor(teaching: Pick<Teaching, 'courses' | 'items' | 'learner'>) {
    this.#teaching = teaching
  }

  /** @returns none where it is gone, with its course or its document */
  async find(itemId: string): Promise<Item | undefined> {
    const { courses } = this.#teaching
    if (!itemId.startsWith('made/')) return courses.item(itemId)
    return (await this.of(skillOf(itemId))).find(({ id }) => id === itemId)
  }

  /** Of one skill, in their order. */
  async of(skill: string): Promise<readonly Item[]> {
    const { courses, learner } = this.#teaching
    if (!skill.startsWith('made/')) return courses.items(skill)
    const sets = learner.madeItems.filter(({ documentId }) => madeSkill(documentId) === skill)
    return (await Promise.all(sets.map(({ blob }) => this.#load(blob)))).flat()
  }

  async #load(blob: string): Promise<readonly Item[]> {
    const kept = this.#sets.get(blob)
    if (kept) return kept
    const items = await this.#teaching.items.load(blob)
    this.#sets.set(blob, items)
    const [oldest] = this.#sets.keys()
    if (this.#sets.size > mostSets && oldest !== undefined) this.#sets.delete(oldest)
    return items
  }
}
