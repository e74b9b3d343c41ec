import type { Mark, TextKey } from '@tutor/protocol'
import { withoutLeadIn } from './lead-in.ts'
import { marksOf } from './marks.ts'
import { plainWords } from './plain-words.ts'

const mark = marksOf('text')

/** In shorter words a slip makes another word: `osmosis` and `osmosys`, but `heat` and `meat`. */
const shortestMisspelt = 6

/** @param lenient whether a slip of the pen is let pass */
export function markText({ accept }: TextKey, answer: string, lenient: boolean): Mark {
  const words = plainWords(answer)
  if (words === '') return mark('invalid', 'Answer with a word or a few.')
  const wordings = accept.map(plainWords)
  const said = [words, plainWords(withoutLeadIn(answer))]
  if (wordings.some((wording) => said.includes(wording))) return mark('right', 'That is right.')
  if (!wordings.some((wording) => said.some((each) => isNearly(wording, each)))) return mark('wrong', 'That is not it.')
  return lenient ? mark('right', 'That is right, but for the spelling.') : mark('unsure', 'Close. Look at the spelling and write it once more.')
}

/** Whether the wordings differ by one slip in one long word, or by a space. */
function isNearly(one: string, other: string): boolean {
  if (one.length >= shortestMisspelt && one.replaceAll(' ', '') === other.replaceAll(' ', '')) return true
  const [words, others] = [one.split(' '), other.split(' ')]
  if (words.length !== others.length) return false
  const different = words.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index]!] as const]))
  return different.length === 1 && different.every(([word, written]) => word.length >= shortestMisspelt && isOneSlip(word, written))
}

/** One letter too many, too few, another, or two that have changed places. */
function isOneSlip(word: string, written: string): boolean {
  let start = 0
  while (start < word.length && word[start] === written[start]) start++
  const [rest, restWritten] = [word.slice(start), written.slice(start)]
  return (
    rest.slice(1) === restWritten || rest === restWritten.slice(1) || rest.slice(1) === restWritten.slice(1) || (rest.slice(2) === restWritten.slice(2) && rest[0] === restWritten[1] && rest[1] === restWritten[0])
  )
}
