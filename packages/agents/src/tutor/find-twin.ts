import type { Item } from '@tutor/protocol'
import type { Items } from '../tutoring/items.ts'
import { keyVersion } from '../tutoring/key-version.ts'
import type { Teaching } from '../tutoring/teaching.ts'

/** Another item of the kind, to be done in the place of one: one that the quiz does not ask anyway and that was not answered yet, where there is one. */
export async function findTwin({ learner }: Teaching, items: Items, item: Item): Promise<Item | undefined> {
  const asked = new Set(learner.quiz?.items)
  const answered = new Set(learner.evidence(item.skill).map(({ itemId }) => itemId))
  const others = (await items.of(item.skill)).filter((other) => other.id !== item.id && other.answer.kind === item.answer.kind && !learner.isDoubted(other.id, keyVersion(other)))
  const cost = ({ id }: Item): number => (asked.has(id) ? 4 : 0) + (answered.has(id) ? 2 : 0) + (id === item.twin ? 0 : 1)
  return others.toSorted((a, b) => cost(a) - cost(b))[0]
}
