import type { ChoiceKey, Mark } from '@tutor/protocol'
import { withoutLeadIn } from './lead-in.ts'
import { marksOf } from './marks.ts'
import { plainWords } from './plain-words.ts'

const mark = marksOf('choice')

type Choices = Readonly<Record<string, string>>

/** A choice is answered with its key (`b`, `(B)`, `b.`), with its text, or with both. */
export function markChoice({ correct, misconceptions = {} }: ChoiceKey, choices: Choices, answer: string): Mark {
  const chosen = chosenKey(choices, answer.replace(/\*\*|__/g, '').trim())
  if (chosen === undefined) return mark('invalid', `Choose one of ${Object.keys(choices).join(', ')}.`)
  if (chosen === correct) return mark('right', 'That is right.')
  return mark('wrong', misconceptions[chosen] ?? 'That is not it.')
}

function chosenKey(choices: Choices, answer: string): string | undefined {
  const said = withoutLeadIn(answer)
  const [, letter = '', text = ''] = /^(?:(?:option|answer|choice)\s+)?[([]?\s*(\w{1,10})\s*(?:(?:[)\].:!,]+|\s[-–—]\s)\s*(.*))?$/is.exec(said) ?? []
  const byKey = Object.keys(choices).find((key) => key.toLowerCase() === letter.toLowerCase())
  if (byKey === undefined) return keyOfText(choices, answer) ?? keyOfText(choices, said)
  // Who writes the key of one and the text of another has not chosen yet.
  return text === '' || keyOfText(choices, text) === byKey ? byKey : undefined
}

function keyOfText(choices: Choices, text: string): string | undefined {
  const keys = Object.keys(choices)
  const words = plainWords(text)
  const byText = keys.filter((key) => plainWords(choices[key]!) === words)
  // Two choices may differ in signs alone, which plain words do not have.
  return byText.length === 1 ? byText[0] : keys.find((key) => choices[key]!.trim() === text.trim())
}
