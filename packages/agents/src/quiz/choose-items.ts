import type { Course, Evidence, Item } from '@tutor/protocol'
import { keyVersion } from '../tutoring/key-version.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { Items } from '../tutoring/items.ts'

/** Items of one diagnostic, and most of one lesson. */
const diagnosticLength = 5
const lessonLength = 8

/** Chooses what is asked, the same for the same learner at the same time: no chance is in it. */
export class ItemChoice {
  readonly #items: Items
  readonly #learner: Teaching['learner']
  /** When each item was answered last. */
  readonly #answeredAt: ReadonlyMap<string, number>

  constructor(items: Items, learner: Teaching['learner']) {
    this.#items = items
    this.#learner = learner
    this.#answeredAt = new Map(learner.evidence().map(({ itemId, at }: Evidence) => [itemId, at]))
  }

  /** One item each of skills that lie evenly between the first and the last of the course, from the easy to the hard. */
  async diagnostic({ skills }: Course): Promise<readonly string[]> {
    const last = skills.length - 1
    const places = Array.from({ length: diagnosticLength }, (_, index) => Math.round((index * last) / (diagnosticLength - 1)))
    const chosen = await Promise.all([...new Set(places)].map(async (place) => (await this.#inOrder(skills[place]!.id, 2))[0]))
    return chosen.flatMap((item) => (item ? [item.id] : []))
  }

  /** Of one skill, from the easy to the hard. */
  async lesson(skill: string): Promise<readonly string[]> {
    return (await this.#inOrder(skill, 1)).slice(0, lessonLength).map(({ id }) => id)
  }

  /** Of several skills in turn, so that no two of one skill come in a row while there are others. */
  async mixed(skills: readonly string[], count: number): Promise<readonly string[]> {
    const queues = await Promise.all(skills.map((skill) => this.#inOrder(skill, 2)))
    const chosen: string[] = []
    for (let round = 0; chosen.length < count && queues.some(({ length }) => length > round); round++) {
      for (const queue of queues) {
        const item = queue[round]
        if (item && chosen.length < count) chosen.push(item.id)
      }
    }
    return chosen
  }

  /** Those not answered yet first, then those answered longest ago; among them those nearest to a difficulty. What is doubted is not asked. */
  async #inOrder(skill: string, difficulty: Item['difficulty']): Promise<readonly Item[]> {
    const items = (await this.#items.of(skill)).filter((item) => !this.#learner.isDoubted(item.id, keyVersion(item)))
    const far = (item: Item): number => Math.abs(item.difficulty - difficulty)
    return items.toSorted((a, b) => this.#lastAnswer(a) - this.#lastAnswer(b) || far(a) - far(b))
  }

  #lastAnswer({ id }: Item): number {
    return this.#answeredAt.get(id) ?? 0
  }
}
