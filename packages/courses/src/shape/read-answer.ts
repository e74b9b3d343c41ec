import type { AnswerKey, Item } from '@tutor/protocol'
import type { CoursePath, Report } from '../course-problem.ts'
import { answerShapes } from './answer-shape.ts'
import { meant } from './closest.ts'
import { readShape } from './fields.ts'
import { writtenOut } from './short-answer.ts'

interface Place {
  readonly path: CoursePath
  readonly report: Report
}

/** Reads an item's key, short or written out. @returns none where it has mistakes, which are reported */
export function readAnswer(answer: unknown, choices: Item['choices'], place: Place): AnswerKey | undefined {
  const written = inFields(answer, choices !== undefined, place)
  if (!written) return undefined
  const kinds = Object.keys(answerShapes) as (keyof typeof answerShapes)[]
  const kind = kinds.find((each) => each in written)
  if (!kind) {
    const [first = ''] = Object.keys(written)
    place.report([...place.path, first], `A key says of which kind it is: ${kinds.join(', ')}. ${first === '' ? 'It is empty.' : `“${first}” is none of these. ${meant(first, kinds)}`}`)
    return undefined
  }
  const key: AnswerKey | undefined = readShape(answerShapes[kind], written, place)
  if (!key) return undefined
  const mistakes = keyMistakes(key, choices)
  for (const [field, text] of mistakes) place.report([...place.path, field], text)
  return mistakes.length === 0 ? key : undefined
}

function inFields(answer: unknown, hasChoices: boolean, { path, report }: Place): object | undefined {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer
  if (typeof answer !== 'string' && typeof answer !== 'number') {
    report(path, 'A key is a number, a word, the letter of a choice, or fields that say more, such as { algebra: 2x + 3, form: expanded }.')
    return undefined
  }
  const short = writtenOut(answer, hasChoices)
  if ('written' in short) return short.written
  report(path, short.wrong)
  return undefined
}

type FieldMistake = readonly [field: string, text: string]

function keyMistakes(key: AnswerKey, choices: Item['choices']): readonly FieldMistake[] {
  if (key.kind === 'choice') return choiceMistakes(key, choices)
  if (choices) return [['choices', `The item has choices, but its key is of the kind ${key.kind}. Write answer: { choice: … }, or leave the choices out.`]]
  if (key.kind === 'equation' && key.variable === '') return [['solve', 'Say for which of its letters it is to be solved, such as for: t.']]
  if (key.kind === 'points' && key.needed > key.points.length) return [['needed', `There are only ${key.points.length} points. It is at most that.`]]
  return []
}

function choiceMistakes({ correct, misconceptions = {} }: Extract<AnswerKey, { readonly kind: 'choice' }>, choices: Item['choices']): readonly FieldMistake[] {
  if (!choices || Object.keys(choices).length < 2) return [['choice', 'There is nothing to choose from. Give the item “choices”, two at least, each with its letter.']]
  const letters = Object.keys(choices)
  const unknown = letters.includes(correct) ? [] : [['choice', `“${correct}” is none of the choices. ${meant(correct, letters)}`] as const]
  const odd = Object.keys(misconceptions).filter((letter) => !letters.includes(letter)).map((letter) => ['because', `“${letter}” is none of the choices. ${meant(letter, letters)}`] as const)
  const praised = correct in misconceptions ? [['because', `“${correct}” is the right choice, so there is no mistake behind it.`] as const] : []
  return [...unknown, ...odd, ...praised]
}
