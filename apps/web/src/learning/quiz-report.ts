import type { LearnerRecord } from '@tutor/learner'
import type { Evidence } from '@tutor/protocol'

/** An answer before which the learner said how sure they were. */
export interface SureAnswer {
  /** 0 to 1. */
  readonly confidence: number
  readonly isRight: boolean
}

/** The first answer to each question of the last quiz, right steps left out, of those that came with a confidence. */
export function sureAnswers(record: LearnerRecord): readonly SureAnswer[] {
  const quizId = record.lastQuiz?.quizId
  if (quizId === undefined) return []
  const first = new Map<string, Evidence>()
  for (const each of record.evidence()) {
    const question = each.answerId.slice(0, each.answerId.lastIndexOf('.'))
    if (question.startsWith(`${quizId}.`) && each.verdict !== 'progress' && !first.has(question)) first.set(question, each)
  }
  return [...first.values()].flatMap(({ confidence, verdict }) => (confidence === undefined ? [] : { confidence, isRight: verdict === 'right' }))
}

export interface Calibration {
  /** Means, 0 to 1. */
  readonly confidence: number
  readonly right: number
  /** Mean square of the difference: 0 is perfect, 0.25 is guessing. */
  readonly brier: number
}

/** @param answers at least one */
export function calibrationOf(answers: readonly SureAnswer[]): Calibration {
  const mean = (value: (answer: SureAnswer) => number): number => answers.reduce((sum, each) => sum + value(each), 0) / answers.length
  return { confidence: mean((each) => each.confidence), right: mean((each) => Number(each.isRight)), brier: mean((each) => (each.confidence - Number(each.isRight)) ** 2) }
}

export interface ConfidenceGroup {
  /** 0 to 1. */
  readonly from: number
  readonly to: number
  readonly answers: number
  readonly right: number
}

/** By fifths of the confidence; of those with answers. */
export function confidenceGroups(answers: readonly SureAnswer[]): readonly ConfidenceGroup[] {
  const groups = Array.from({ length: 5 }, (_, index) => {
    const own = answers.filter(({ confidence }) => Math.min(4, Math.floor(confidence * 5)) === index)
    return { from: index / 5, to: (index + 1) / 5, answers: own.length, right: own.filter(({ isRight }) => isRight).length }
  })
  return groups.filter((group) => group.answers > 0)
}
