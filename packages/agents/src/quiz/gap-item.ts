import type { Hints, Item } from '@tutor/protocol'
import { answerOf, type Gap } from './gaps.ts'

interface Placed {
  readonly id: string
  readonly skill: string
  /** Of the document. */
  readonly name: string
  readonly heading: string | undefined
}

/** The question that a gap makes. */
export function gapItem(gap: Gap, { id, skill, name, heading }: Placed): Item {
  return { id, skill, prompt: `Fill the gap:\n\n> ${gap.asked}`, answer: answerOf(gap), hints: hintsOf(gap, { name, heading }), solution: solutionOf(gap), difficulty: 2 }
}

/** The sentence as it stands in the document. */
export function solutionOf({ sentence }: Pick<Gap, 'sentence'>): string {
  return `“${sentence.text}”`
}

const questions: Readonly<Record<Gap['about'], string>> = {
  term: 'What is described here? Say it in your own words first.',
  name: 'Who or what is named here? Think of what else you know of it.',
  number: 'What is counted or measured here, and is it large or small?',
}

function hintsOf({ key, about }: Gap, { name, heading }: Pick<Placed, 'name' | 'heading'>): Hints {
  const isShown = heading === undefined || heading.toLowerCase().includes(key.toLowerCase())
  const digits = key.replace(/\D/g, '').length
  const parts = key.split(' ').length
  return {
    question: questions[about],
    pointer: isShown ? `Look it up in “${name}”.` : `Look in “${name}”, under “${heading}”.`,
    rule: about === 'number' ? 'Read the sentences around it in your document; the number belongs to the same thing.' : `It is ${parts === 1 ? 'one word' : `${parts} words`}.`,
    firstStep: about === 'number' ? `It has ${digits} ${digits === 1 ? 'digit' : 'digits'}.` : `It begins with “${key[0]}”.`,
  }
}
