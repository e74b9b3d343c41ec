import type { Evidence, OpenQuiz } from '@tutor/protocol'
import { skillOf } from '../tutoring/items.ts'
import { nameSkill } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import type { Calibration, QuizSummary } from './quiz-step.ts'

/** What came of a quiz, by the first answer to each of its questions. */
export function summarise({ learner }: Pick<Tutoring, 'learner'>, { quizId, purpose, items, done }: OpenQuiz): QuizSummary {
  const first = firstAnswers(learner.evidence().filter(({ answerId }) => answerId.startsWith(`${quizId}.`) && !isTwin(answerId)))
  const skills = [...new Set(items.slice(0, done).map(skillOf))].map((skill) => {
    const asked = items.slice(0, done).filter((item) => skillOf(item) === skill).length
    return { skill, asked, right: first.filter((each) => each.skill === skill && isRight(each)).length }
  })
  const calibration = calibrationOf(first)
  return { quizId, purpose, asked: done, right: first.filter(isRight).length, skills, ...(calibration && { calibration }) }
}

export function summaryText(tutoring: Pick<Tutoring, 'courses' | 'learner'>, { asked, right, skills, calibration }: QuizSummary): string {
  const head = `**${right} of ${asked}** right without help.`
  const lines = skills.map((each) => `- ${nameSkill(tutoring, each.skill).title}: ${each.right} of ${each.asked}`)
  return [head, ...(skills.length > 1 ? [lines.join('\n')] : []), ...(calibration ? [calibrationText(calibration)] : [])].join('\n\n')
}

/** It stands in for an item whose solution was shown. */
function isTwin(answerId: string): boolean {
  return /t\.\d+$/.test(answerId)
}

function firstAnswers(evidence: readonly Evidence[]): readonly Evidence[] {
  const byQuestion = new Map<string, Evidence>()
  for (const each of evidence) {
    const question = each.answerId.slice(0, each.answerId.lastIndexOf('.'))
    // A step that is right is no answer yet.
    if (each.verdict !== 'progress' && !byQuestion.has(question)) byQuestion.set(question, each)
  }
  return [...byQuestion.values()]
}

function isRight({ verdict, hintLevel }: Evidence): boolean {
  return verdict === 'right' && hintLevel === 0
}

function calibrationOf(answers: readonly Evidence[]): Calibration | undefined {
  const sure = answers.flatMap(({ confidence, verdict }) => (confidence === undefined ? [] : [{ confidence, right: verdict === 'right' ? 1 : 0 }]))
  if (sure.length === 0) return undefined
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  return {
    answers: sure.length,
    confidence: mean(sure.map(({ confidence }) => confidence)),
    right: mean(sure.map((each) => each.right)),
    brier: mean(sure.map((each) => (each.confidence - each.right) ** 2)),
  }
}

/** What is said of it needs some answers, and a difference that is more than chance. */
const tellingDifference = 0.15

function calibrationText({ answers, confidence, right, brier }: Calibration): string {
  const figures = `You were ${percent(confidence)} sure on average, and ${percent(right)} was right (${answers} ${answers === 1 ? 'answer' : 'answers'}, Brier score ${brier.toFixed(2)}; 0 is perfect, 0.25 is guessing).`
  if (answers < 3) return figures
  if (confidence - right > tellingDifference) return `${figures} You were surer than you could be: check an answer before you trust it.`
  if (right - confidence > tellingDifference) return `${figures} You know more than you think.`
  return `${figures} You judge yourself well.`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
