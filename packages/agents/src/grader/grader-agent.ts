import { TutorError, type AnswerKey, type Item, type Mark } from '@tutor/protocol'
import { Items } from '../tutoring/items.ts'
import { keyVersion } from '../tutoring/key-version.ts'
import type { Teaching } from '../tutoring/teaching.ts'

/** Marks that may be asked for in an hour, so that nobody finds a key by trying. */
const mostAnHour = { all: 60, item: 10 } as const
const hourMs = 3_600_000

const mathematical: ReadonlySet<AnswerKey['kind']> = new Set(['number', 'algebra', 'equation'])

export interface Graded {
  readonly text: string
  readonly mark: Mark
  /** Changes with the item's key. */
  readonly keyVersion: string
}

/** Marks answers outside of a quiz: to try something out. What it marks is not kept and counts for nothing. */
export class GraderAgent {
  readonly #teaching: Teaching
  readonly #items: Items
  #marked: readonly { readonly itemId: string; readonly at: number }[] = []

  constructor(teaching: Teaching) {
    this.#teaching = teaching
    this.#items = new Items(teaching)
  }

  /**
   * @param kind refuses an item of another kind
   * @throws TutorError `item_unknown`, `question_open` for an item that is asked now or soon, `grading_limit`, `code_unavailable`; the signal's reason
   */
  async grade(itemId: string, answer: string, { kind, signal }: { readonly kind?: AnswerKey['kind']; readonly signal: AbortSignal }): Promise<Graded> {
    const item = await this.#items.find(itemId)
    if (!item || (kind !== undefined && item.answer.kind !== kind)) throw new TutorError('item_unknown')
    this.#assertNotAsked(item)
    this.#count(itemId)
    const mark = await this.#teaching.marker.mark(item, answer, signal)
    return { text: mark.feedback, mark, keyVersion: keyVersion(item) }
  }

  /**
   * Whether two terms of the learner's own are the same.
   *
   * @throws TutorError `question_open` while a question is open that this could answer
   */
  math(left: string, right: string): { readonly text: string; readonly equal: boolean | 'unsure' } {
    const { question } = this.#teaching.learner
    if (question && mathematical.has(question.item.answerKind)) throw new TutorError('question_open')
    const equal = this.#teaching.marker.compare(left, right)
    const text = equal === 'unsure' ? 'I cannot tell whether these are the same.' : equal ? 'These are the same for all values.' : 'These are not the same: put a number in, and compare.'
    return { text, equal }
  }

  /** How an item is marked, without what it is marked by. @throws TutorError `item_unknown` */
  async rubric(itemId: string): Promise<object> {
    const item = await this.#items.find(itemId)
    if (!item) throw new TutorError('item_unknown')
    return { item: itemId, ...rubricOf(item.answer) }
  }

  /** What waits for an answer is marked by answering it. */
  #assertNotAsked({ id }: Item): void {
    const { question, quiz } = this.#teaching.learner
    if (question?.item.id === id || quiz?.items.slice(quiz.done).includes(id)) throw new TutorError('question_open')
  }

  #count(itemId: string): void {
    const now = this.#teaching.now()
    const marked = this.#marked.filter(({ at }) => now - at < hourMs)
    if (marked.length >= mostAnHour.all || marked.filter((each) => each.itemId === itemId).length >= mostAnHour.item) throw new TutorError('grading_limit')
    this.#marked = [...marked, { itemId, at: now }]
  }
}

function rubricOf(key: AnswerKey): object {
  switch (key.kind) {
    case 'number':
      return { kind: key.kind, form: key.form ?? 'any', unit: key.unit === undefined ? 'none' : 'any that measures the same', tolerance: key.tolerance ?? 0 }
    case 'algebra':
      return { kind: key.kind, form: key.form ?? 'any' }
    case 'equation':
      return { kind: key.kind, variable: key.variable, steps: 'each equation that the same numbers solve is progress' }
    case 'points':
      return { kind: key.kind, points: key.points.length, needed: key.needed }
    case 'code':
      return { kind: key.kind, function: key.functionName, tests: key.tests.map(({ about }) => about) }
    case 'choice':
    case 'text':
      return { kind: key.kind }
  }
}
