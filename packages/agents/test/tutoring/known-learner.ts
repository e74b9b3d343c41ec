import { LearnerRecord } from '@tutor/learner'
import type { Verdict } from '@tutor/protocol'
import type { Learner, NewFact, Tutoring } from '../../src/index.ts'
import { FewCourses } from './few-courses.ts'

export const day = 86_400_000

/** A learner who answers, with the real record behind; the clock stands still unless it is moved. */
export class KnownLearner implements Pick<Tutoring, 'learner' | 'log' | 'courses' | 'now'> {
  readonly courses: FewCourses
  readonly recorded: NewFact[] = []
  readonly record = new LearnerRecord()
  /** The record is what the seam asks for. */
  readonly learner: Learner = this.record
  time = Date.UTC(2026, 10, 12, 9, 0)
  readonly #log = { record: (...facts: readonly NewFact[]) => this.#keep(facts) }
  #questions = 0

  constructor(courses = new FewCourses()) {
    this.courses = courses
  }

  get log() {
    return this.#log
  }

  now(): number {
    return this.time
  }

  /** Asks an item of a skill and answers it, with hints up to a level. @returns the answer's id */
  async answer(skill: string, verdict: Verdict = 'right', { hintLevel = 0, tries = 1, answer = '1' }: { hintLevel?: 0 | 1 | 2; tries?: number; answer?: string } = {}): Promise<string> {
    const questionId = `q${++this.#questions}`
    const item = { id: `${skill}/${questionId}`, skill, prompt: 'x + 1 = 2', answerKind: 'number' } as const
    await this.log.record({ fact: 'question_asked', question: { questionId, item, purpose: 'lesson', asksConfidence: false, expiresAt: this.time + day } })
    if (hintLevel > 0) await this.log.record({ fact: 'hint_given', questionId, level: hintLevel as 1 | 2 })
    const mark = { verdict, by: 'number', feedback: '' } as const
    for (let each = 1; each <= tries; each++) await this.log.record({ fact: 'answered', answerId: `${questionId}.${each}`, questionId, answer, mark, keyVersion: 'k1' })
    await this.log.record({ fact: 'question_closed', questionId, reason: 'answered' })
    return `${questionId}.1`
  }

  async master(skill: string): Promise<void> {
    for (let count = 0; count < 3; count++) await this.answer(skill)
  }

  async #keep(facts: readonly NewFact[]): Promise<void> {
    this.recorded.push(...facts)
    for (const fact of facts) this.record.apply({ ...fact, at: this.time })
  }
}
