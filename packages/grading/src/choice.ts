import type { ChoiceKey, Mark } from '@tutor/protocol'
import { marksOf } from './marks.ts'
import { plainWords } from './plain-words.ts'

const mark = marksOf('choice')

/** A choice is answered with its key (`b`, `(B)`, `b.`) or with its text. */
export function markChoice({ correct, misconceptions = {} }: ChoiceKey, choices: Readonly<Record<string, string>>, answer: string): Mark {
  const chosen = chosenKey(choices, answer)
  if (chosen === undefined) return mark('invalid', `Choose one of ${Object.keys(choices).join(', ')}.`)
  if (chosen === correct) return mark('right', 'That is right.')
  return mark('wrong', misconceptions[chosen] ?? 'That is not it.')
}

function chosenKey(choices: Readonly<Record<string, string>>, answer: string): string | undefined {
  const keys = Object.keys(choices)
  const letter = /^(?:(?:option|answer|choice)\s+)?\(?\s*(\w{1,10})\s*[).:]?$/i.exec(answer.trim())?.[1]?.toLowerCase()
  const byKey = keys.find((key) => key.toLowerCase() === letter)
  if (byKey !== undefined) return byKey
  const words = plainWords(answer)
  const byText = keys.filter((key) => plainWords(choices[key]!) === words)
  // Two choices may differ in signs alone, which plain words do not have.
  return byText.length === 1 ? byText[0] : keys.find((key) => choices[key]!.trim() === answer.trim())
}
