import type { AnswerKey, Mark } from '@tutor/protocol'

type Kind = AnswerKey['kind']

/** Characters. */
export const longestAnswer: Readonly<Record<Kind, number>> = { choice: 300, text: 300, number: 200, algebra: 300, equation: 300, points: 2_000, code: 10_000 }

const judges: Readonly<Record<Kind, Mark['by']>> = { choice: 'key', text: 'key', number: 'number', algebra: 'algebra', equation: 'algebra', points: 'points', code: 'code' }


export function invalid(kind: Kind, feedback: string): Mark {
  return { verdict: 'invalid', by: judges[kind], feedback }
}

/** Makes the marks of one kind of answer. */
export function marksOf(kind: Kind): (verdict: Mark['verdict'], feedback: string) => Mark {
  const by = judges[kind]
  return (verdict, feedback) => ({ verdict, by, feedback })
}
