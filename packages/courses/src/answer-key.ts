import type { AnswerKey } from '@tutor/protocol'
import type { z } from 'zod'
import { answerShapes, type AnswerShape } from './course-file.ts'

/** What reading an answer gives: its key, or what is wrong, by the path within the answer. */
export type KeyReading = { readonly key: AnswerKey } | { readonly problems: readonly { readonly path: readonly (string | number)[]; readonly message: string }[] }

/** Reads `12`, `12 km/h`, `{ choice: b }`, `{ solve: 2x = 4, solutions: [2] }` and so on. */
export function readKey(answer: unknown): KeyReading {
  if (typeof answer === 'number') return { key: { kind: 'number', value: String(answer) } }
  if (typeof answer === 'string') return readShort(answer)
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return { problems: [{ path: [], message: `an answer is a number or one of ${kinds}` }] }
  const shape = (Object.keys(answerShapes) as AnswerShape[]).find((each) => each in answer)
  if (!shape) return { problems: [{ path: [], message: `it does not say of which kind the answer is: ${kinds}` }] }
  const read = answerShapes[shape].safeParse(answer)
  if (read.success) return { key: (keys[shape] as (data: object) => AnswerKey)(read.data) }
  return { problems: read.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })) }
}

const kinds = Object.keys(answerShapes).map((each) => `{ ${each}: … }`).join(', ')

/** `12 km/h`, `3/4`. */
function readShort(answer: string): KeyReading {
  const match = /^(-?(?:\d+(?:\.\d+)?)(?:\/\d+)?)(?:\s+(\D.*))?$/.exec(answer.trim())
  if (!match) return { problems: [{ path: [], message: `“${answer}” is no number; answers in words are written { text: … }, terms { algebra: … }` }] }
  return { key: { kind: 'number', value: match[1]!, ...(match[2] !== undefined && { unit: match[2] }) } }
}

type Read = { [Shape in AnswerShape]: z.output<(typeof answerShapes)[Shape]> }

const keys: { readonly [Shape in AnswerShape]: (read: Read[Shape]) => AnswerKey } = {
  choice: ({ choice, because }) => ({ kind: 'choice', correct: choice, ...(because && { misconceptions: because }) }),
  text: ({ text }) => ({ kind: 'text', accept: text }),
  number: ({ number, ...rest }) => ({ kind: 'number', value: number, ...defined(rest) }),
  algebra: ({ algebra, ...rest }) => ({ kind: 'algebra', expression: algebra, ...defined(rest) }),
  solve: ({ solve, for: variable, solutions }) => ({ kind: 'equation', equation: solve, variable, solutions }),
  points: ({ points, needed = points.length }) => ({ kind: 'points', points: points.map(({ say, words }) => ({ text: say, words })), needed }),
  code: ({ code, tests }) => ({ kind: 'code', functionName: code, tests: tests.map(({ give, get, about }) => ({ arguments: give, returns: get, about })) }),
}

/** What is not there is left out. */
function defined<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
