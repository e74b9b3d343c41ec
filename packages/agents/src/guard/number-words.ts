const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const parts: Readonly<Record<string, number>> = { half: 2, halves: 2, third: 3, thirds: 3, quarter: 4, quarters: 4, fifth: 5, fifths: 5, tenth: 10, tenths: 10 }

const unit = small.join('|')
const ten = tens.join('|')
const belowHundred = `(?:${ten})(?:[- ](?:${small.slice(1, 10).join('|')}))?|(?:${unit})`
const cardinal = new RegExp(`\\b(?:(?:${unit}|a) hundred(?:(?: and)? (?:${belowHundred}))?|${belowHundred})\\b`, 'g')
const fraction = new RegExp(`(?:(?<![\\p{L}\\p{N}~])(?:a|~(\\d+))[- ])?\\b(${Object.keys(parts).join('|')})\\b(?! of | side| step| time)`, 'gu')

/** In this order, over text whose numbers are digits already. */
const operations: readonly (readonly [RegExp, string])[] = [
  [/(~?\d+) (?:and|&) (~?\d+)\/(\d+)/g, '($1+$2/$3)'],
  [/(~?\d+(?:\.\d+)?) more than (~?\d+(?:\.\d+)?)/g, '($2+$1)'],
  [/(~?\d+(?:\.\d+)?) less than (~?\d+(?:\.\d+)?)/g, '($2-$1)'],
  [/\b(?:twice|double) (?=[~\d])/g, '2*'],
  [/\bhalf of (?=[~\d])/g, '(1/2)*'],
  [/(?<=[\d)]) (?:plus|added to) (?=[~\d(])/g, ' + '],
  [/(?<=[\d)]) (?:minus|take away) (?=[~\d(])/g, ' - '],
  [/(?<=[\d)]) (?:times|multiplied by) (?=[~\d(])/g, ' * '],
  [/(?<=[\d)]) (?:divided by|over) (?=[~\d(])/g, ' / '],
  [/\b(?:minus|negative) (?=[~\d])/g, '-'],
  [/\bdivide (~?[\d.]+) by (~?[\d.]+)/g, '$1/$2'],
  [/\bsubtract (~?[\d.]+) from (~?[\d.]+)/g, '$2-$1'],
  [/\badd (~?[\d.]+) (?:to|and) (~?[\d.]+)/g, '$1+$2'],
  [/(\d) ?per ?cent\b/g, '$1%'],
]

/** Marks a number that was written in words: they also count things, so less is taken for an answer. */
export const spelledMark = '~'

/** Number words as digits, marked with {@link spelledMark}, and words for the four operations as signs. */
export function numbersFromWords(plain: string): string {
  const digits = plain
    .replace(cardinal, (text) => `${spelledMark}${valueOf(text)}`)
    .replace(fraction, (_, count: string | undefined, part: string) => `${spelledMark}${count ?? 1}/${parts[part]}`)
  return operations.reduce((text, [from, to]) => text.replace(from, to), digits)
}

function valueOf(cardinalNumber: string): number {
  return cardinalNumber.split(/[- ]/).reduce((sum, word) => {
    if (word === 'hundred') return Math.max(1, sum) * 100
    return sum + (tens.includes(word) ? 20 + 10 * tens.indexOf(word) : Math.max(0, small.indexOf(word)))
  }, 0)
}
