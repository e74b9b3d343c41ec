import type { Course, Evidence, Item, OpenQuiz } from '@tutor/protocol'
import { keyVersion } from '../tutoring/key-version.ts'
import { skillOf, type Items } from '../tutoring/items.ts'
import type { Learner } from '../tutoring/learner.ts'
import { diagnosticPath } from './diagnostic-path.ts'

/** Most items of one diagnostic, and of one lesson. */
const diagnosticLength = 5
const lessonLength = 8

/** Chooses what is asked, the same for the same learner at the same time: no chance is in it. */
export class ItemChoice {
  readonly #items: Items
  readonly #learner: Learner
  /** When each item was answered last. */
  readonly #answeredAt: ReadonlyMap<string, number>

  constructor(items: Items, learner: Learner) {
    this.#items = items
    this.#learner = learner
    this.#answeredAt = new Map(learner.evidence().map(({ itemId, at }: Evidence) => [itemId, at]))
  }

  /**
   * One item each of the skills that tell most of what the learner knows, given what they said and answered so far.
   *
   * @param quiz the diagnostic, where it has begun
   */
  async diagnostic({ skills }: Course, now: number, quiz?: OpenQuiz): Promise<readonly string[]> {
    const first = new Map<string, string>()
    const findings = new Map<string, boolean | undefined>()
    for (const { id } of skills) {
      const [item] = await this.#inOrder(id, 2)
      if (item) first.set(id, item.id)
      if (this.#isKnown(id, now)) findings.set(id, true)
      else if (!item) findings.set(id, undefined)
    }
    const asked = quiz?.items.slice(0, quiz.done) ?? []
    for (const [index, itemId] of asked.entries()) findings.set(skillOf(itemId), this.#isRight(`${quiz!.quizId}.${index + 1}`, itemId))
    const path = diagnosticPath(skills, findings, diagnosticLength - asked.length)
    return [...asked, ...path.map((skill) => first.get(skill)!)]
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

  /** Whether it can be asked: it is still there, and its key is not doubted. */
  async isAskable(itemId: string): Promise<boolean> {
    const item = await this.#items.find(itemId)
    return item !== undefined && !this.#learner.isDoubted(item.id, keyVersion(item))
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

  #isKnown(skill: string, now: number): boolean {
    const { status, claim } = this.#learner.mastery(skill, now)
    return status === 'mastered' || claim === 'known'
  }

  /** What came of a question; what was skipped is taken for not known. */
  #isRight(questionId: string, itemId: string): boolean | undefined {
    const last = this.#learner.evidence(skillOf(itemId)).findLast(({ answerId }) => answerId.startsWith(`${questionId}.`))
    return last?.verdict === 'unsure' ? undefined : last?.verdict === 'right'
  }
}
