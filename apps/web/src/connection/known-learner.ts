import { LearnerRecord, type StoredLearner } from '@tutor/learner'
import type { CourseOutline, LearningFact, Mark, OpenQuestion, PlanDay } from '@tutor/protocol'

/** An answer, the question as it stood before it, and what it was worth. */
export interface MarkedAnswer {
  readonly question: OpenQuestion
  readonly answer: string
  readonly mark: Mark
}

/** What is known of the learner, as the page shows it. A new one after each change, so that views can compare. */
export interface Known {
  readonly record: LearnerRecord
  readonly courses: readonly CourseOutline[]
  /** What the learner's last message came to, where it was an answer. */
  readonly marked: MarkedAnswer | undefined
  /** Days of earlier plans that were over when the plan was made anew, oldest first. */
  readonly pastDays: readonly PlanDay[]
}

/** Days of earlier plans that are shown. */
const mostPastDays = 60

/** The sum of the facts that the session tells. */
export class KnownLearner {
  #known: Known = { record: new LearnerRecord(), courses: [], marked: undefined, pastDays: [] }

  get known(): Known {
    return this.#known
  }

  /** The server tells anew what it knows. */
  replace(stored: object): void {
    this.#change({ record: new LearnerRecord(stored as StoredLearner), marked: undefined, pastDays: [] })
  }

  setCourses(courses: readonly CourseOutline[]): void {
    this.#change({ courses })
  }

  /** The learner has said something else: what they said before is not the last any more. */
  turn(): void {
    if (this.#known.marked) this.#change({ marked: undefined })
  }

  apply(fact: LearningFact): void {
    const { record } = this.#known
    const marked = this.#markedBy(fact)
    const pastDays = this.#daysAfter(fact)
    record.apply(fact)
    this.#change({ ...(marked && { marked }), pastDays })
  }

  #markedBy(fact: LearningFact): MarkedAnswer | undefined {
    const { question } = this.#known.record
    if (fact.fact !== 'answered' || question?.questionId !== fact.questionId) return undefined
    return { question, answer: fact.answer, mark: fact.mark }
  }

  #daysAfter(fact: LearningFact): readonly PlanDay[] {
    const { record, pastDays } = this.#known
    if (fact.fact === 'evidence_forgotten' && fact.skill === '*') return []
    if (fact.fact !== 'plan_made' || !record.plan) return pastDays
    const today = new Date(fact.at).toISOString().slice(0, 10)
    const over = record.plan.days.filter(({ date }) => date < today)
    return [...pastDays.filter(({ date }) => over.every((day) => day.date !== date)), ...over].slice(-mostPastDays)
  }

  #change(change: Partial<Known>): void {
    this.#known = { ...this.#known, ...change }
  }
}
