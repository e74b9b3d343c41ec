import { CodeThread, Grading } from '@tutor/grading'
import type { AnswerKey, Item, Verdict } from '@tutor/protocol'
import { readFile } from 'node:fs/promises'
import type { Evaluation, Score } from './evaluation.ts'

/** Answers to one item, each with the mark that a teacher would give. */
interface MarkedAnswers {
  readonly set: string
  readonly key: AnswerKey
  readonly choices?: Readonly<Record<string, string>>
  readonly answers: readonly (readonly [answer: string, verdict: Verdict])[]
}

interface Marked {
  readonly set: string
  readonly answer: string
  readonly expected: Verdict
  readonly verdict: Verdict
}

/** Learners get a second; loops that never end need no longer to be seen as such. */
const codeMs = 250

/** Whether answers get the mark that a teacher gave them before it was run. */
export const grading: Evaluation = {
  name: 'grading',
  summary: 'marks answers as a teacher does: terms, equations, numbers, words, key points, code',
  async run() {
    const all = JSON.parse(await readFile(new URL('data/grading.json', import.meta.url), 'utf8')) as readonly MarkedAnswers[]
    const marked = await markAll(all)
    const sets = Map.groupBy(marked, ({ set }) => set)
    return [...[...sets].map(([set, cases]) => agreement(set, cases)), ...injustice(marked)]
  },
}

async function markAll(all: readonly MarkedAnswers[]): Promise<readonly Marked[]> {
  const runner = new CodeThread({ timeMs: codeMs })
  const grader = new Grading({ runner })
  const { signal } = new AbortController()
  const marked: Marked[] = []
  try {
    for (const { answers, ...item } of all) {
      for (const [answer, expected] of answers) {
        const { verdict } = await grader.mark(itemOf(item), answer, signal)
        marked.push({ set: item.set, answer, expected, verdict })
      }
    }
  } finally {
    await runner.close()
  }
  return marked
}

function itemOf({ set, key, choices }: Omit<MarkedAnswers, 'answers'>): Item {
  const hints = { question: '', pointer: '', rule: '', firstStep: '' }
  return { id: `grading/${set}`, skill: 'grading/all', prompt: '', answer: key, hints, solution: '', difficulty: 2, ...(choices && { choices }) }
}

function agreement(set: string, cases: readonly Marked[]): Score {
  const wrong = cases.filter(({ expected, verdict }) => verdict !== expected)
  return { what: `as the teacher, ${set}`, value: 1 - wrong.length / cases.length, cases: cases.length, target: { atLeast: 1 }, wrong: wrong.map(told) }
}

/** What hurts most: a right answer that is marked wrong, and the reverse. */
function injustice(marked: readonly Marked[]): readonly Score[] {
  const counted = (what: string, expected: Verdict, verdict: Verdict): Score => {
    const found = marked.filter((each) => each.expected === expected && each.verdict === verdict)
    return { what, value: found.length, cases: marked.filter((each) => each.expected === expected).length, target: { atMost: 0 }, wrong: found.map(told) }
  }
  return [counted('right marked wrong', 'right', 'wrong'), counted('wrong marked right', 'wrong', 'right')]
}

function told({ answer, expected, verdict }: Marked): string {
  return `${JSON.stringify(answer)} is ${expected}, was marked ${verdict}`
}
