import type { AskedQuestion, LearningFact, Verdict } from '@tutor/protocol'
import { LearnerRecord } from '../src/index.ts'

export const minute = 60_000
export const day = 86_400_000
const start = Date.UTC(2026, 10, 12, 9, 0)

interface Asking extends Partial<AskedQuestion> {
  readonly skill?: string
  readonly itemId?: string
  readonly choices?: Readonly<Record<string, string>>
}

/** Tells a record what happens in a lesson, a minute after the other unless the clock is set. */
export class Lesson {
  record = new LearnerRecord()
  readonly facts: LearningFact[] = []
  now = start
  #questions = 0

  tell(fact: Record<string, unknown> & { fact: string }): void {
    const whole = { at: (this.now += minute), ...fact } as unknown as LearningFact
    this.facts.push(whole)
    this.record.apply(whole)
  }

  /** @returns the question's id */
  ask({ skill = 'algebra', itemId, choices, ...question }: Asking = {}): string {
    const number = ++this.#questions
    const item = { id: itemId ?? `item-${number}`, skill, prompt: 'x + 1 = 2', answerKind: 'number', ...(choices && { choices }) } as const
    const questionId = `q${number}`
    this.tell({ fact: 'question_asked', question: { questionId, item, purpose: 'lesson', asksConfidence: false, expiresAt: this.now + day, ...question } })
    return questionId
  }

  answer(questionId: string, verdict: Verdict = 'right', more: object = {}): string {
    const answerId = `${questionId}.${this.facts.length}`
    this.tell({ fact: 'answered', answerId, questionId, answer: '1', mark: { verdict, by: 'number', feedback: 'So it is.' }, keyVersion: 'k1', ...more })
    return answerId
  }

  hint(questionId: string, level: number): void {
    this.tell({ fact: 'hint_given', questionId, level })
  }

  close(questionId: string, reason = 'answered'): void {
    this.tell({ fact: 'question_closed', questionId, reason })
  }

  /** Asks, answers and closes. @returns the answer's id */
  do(verdict: Verdict = 'right', asking: Asking = {}): string {
    const questionId = this.ask(asking)
    const answerId = this.answer(questionId, verdict)
    this.close(questionId)
    return answerId
  }

  /** Masters a skill. */
  master(skill = 'algebra'): void {
    for (let count = 0; count < 3; count++) this.do('right', { skill })
  }

  mastery(skill = 'algebra') {
    return this.record.mastery(skill, this.now)
  }
}
