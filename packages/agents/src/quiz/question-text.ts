import type { AskedQuestion, OpenQuestion, OpenQuiz } from '@tutor/protocol'
import { nameSkill } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'

/** A question as the learner reads it: where it stands, the task, and what can be typed. */
export function questionText(tutoring: Pick<Tutoring, 'courses' | 'learner'>, question: AskedQuestion, quiz: OpenQuiz | undefined): string {
  const { item, twinOf } = question
  const place = twinOf !== undefined ? 'Another one of the same kind' : quiz?.quizId === question.quizId && quiz ? `Question ${quiz.done + 1} of ${quiz.items.length}` : 'Question'
  const choices = Object.entries(item.choices ?? {}).map(([key, text]) => `${key}) ${text}`)
  return [`**${place}** · ${nameSkill(tutoring, item.skill).title}`, item.prompt.trim(), ...(choices.length > 0 ? [choices.join('\n')] : []), askingText(question, quiz?.help ?? false)].join('\n\n')
}

/** What is waited for. */
export function askingText({ item, asksConfidence, ...rest }: AskedQuestion | OpenQuestion, help: boolean): string {
  const awaits = 'awaits' in rest ? rest.awaits : asksConfidence ? 'confidence' : 'answer'
  if (awaits === 'confidence') return '_How sure are you that you will get it right, from 0 to 100? Then answer._'
  if (awaits === 'explanation') return '_Why does that work? Say it in a sentence, or /next._'
  return `_${answering[item.answerKind]}${help ? ' /hint helps, after a try.' : ''}_`
}

const answering: Readonly<Record<AskedQuestion['item']['answerKind'], string>> = {
  choice: 'Answer with the letter.',
  text: 'Answer with a word or a few.',
  number: 'Answer with the number.',
  algebra: 'Answer with the term.',
  equation: 'Answer with the solution, or with your next step.',
  points: 'Answer in a sentence or two.',
  code: 'Answer with the JavaScript of the function.',
}
