import type { KeyPoint, Mark, PointsKey } from '@tutor/protocol'
import { stemmer } from 'stemmer'
import { marksOf } from './marks.ts'
import { plainWords } from './plain-words.ts'

const mark = marksOf('points')

const negations: ReadonlySet<string> = new Set('not no never without nor neither cannot cant dont doesnt didnt isnt arent wasnt werent wont hardly'.split(' '))

/** Fewer words make no sentence, whatever the words. */
const fewestWords = 3

/** An answer in the learner's own words is right with enough of the points. What is in between is `unsure`, and so is what is denied. */
export function markPoints({ points, needed }: PointsKey, answer: string): Mark {
  const sentences = answer.split(/[.!?;\n]+/).map(stems).filter(({ length }) => length > 0)
  const words = sentences.flat()
  if (words.length === 0) return mark('invalid', 'Answer in your own words.')
  const made = points.filter((point) => isMade(point, words))
  const denied = made.filter((point) => !sentences.some((sentence) => isMade(point, sentence) && !isNegated(point, sentence)) && sentences.some((sentence) => isNegated(point, sentence)))
  const sure = made.length - denied.length
  if (words.length < fewestWords && made.length < needed) return mark('invalid', 'Answer in a sentence or two of your own.')
  if (sure >= needed) return mark('right', `That is right. You have said: ${listed(made)}${rest(points, made)}`)
  if (made.length === 0) return mark('wrong', 'I find none of what matters here in your answer.')
  if (denied.length > 0 && made.length >= needed) return mark('unsure', 'I cannot tell: you name what matters, and you say “not”. Say it once more, in a simple sentence.')
  return mark('unsure', `I find ${sure} of the ${needed} points that it takes. The others may be there in words that I do not know: say more, or compare with the solution.`)
}

function rest(points: readonly KeyPoint[], made: readonly KeyPoint[]): string {
  const others = points.filter((point) => !made.includes(point))
  return others.length === 0 ? '.' : `. There is also: ${listed(others)}.`
}

function listed(points: readonly KeyPoint[]): string {
  return points.map(({ text }) => text.replace(/\.$/, '')).join('; ')
}

function stems(text: string): readonly string[] {
  return plainWords(text.replace(/['’]/g, '')).split(' ').filter((word) => word !== '').map((word) => stemmer(word))
}

function isMade({ words }: KeyPoint, sentence: readonly string[]): boolean {
  return words.some((group) => group.flatMap(stems).every((stem) => sentence.includes(stem)))
}

/** Unless the point is a negation itself. */
function isNegated(point: KeyPoint, sentence: readonly string[]): boolean {
  if (!isMade(point, sentence) || point.words.some((group) => group.flatMap(stems).some((stem) => negations.has(stem)))) return false
  return sentence.some((stem) => negations.has(stem))
}
