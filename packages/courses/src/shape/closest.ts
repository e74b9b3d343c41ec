/** The word that was probably meant, a slip or two away; none where no word is so close. */
function closest(written: string, words: readonly string[]): string | undefined {
  const near = words
    .map((word) => ({ word, distance: distance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance: slips }) => slips < word.length && slips <= (word.length > 4 ? 2 : 1))
  return near.toSorted((one, other) => one.distance - other.distance)[0]?.word
}

/** ` Did you mean “title”?`, or what there is. */
export function meant(written: string, words: readonly string[]): string {
  const word = closest(written, words)
  if (word !== undefined) return `Did you mean “${word}”?`
  if (words.length === 0) return 'There are none.'
  return words.length <= 12 ? `There are: ${words.join(', ')}.` : `There are: ${words.slice(0, 12).join(', ')} and ${words.length - 12} more.`
}

/** How many letters have to be changed, put in or taken out. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1]
    for (let column = 1; column <= other.length; column++) {
      next.push(Math.min(row[column]! + 1, next[column - 1]! + 1, row[column - 1]! + (other[column - 1] === letter ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)!
}
