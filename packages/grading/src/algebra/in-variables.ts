const names: ReadonlySet<string> = new Set(['sqrt', 'abs'])

/**
 * Writes the letters of a term as its key has them: a keyboard that begins with a capital writes `X + 3`.
 *
 * @returns none where there are words in it: `no idea` is no product of letters
 */
export function inVariables(text: string, known: ReadonlySet<string>): string | undefined {
  let hasWords = false
  const written = text.replace(/[a-z]+/gi, (word) => {
    if (names.has(word.toLowerCase())) return word
    const letters = Array.from(word, (letter) => asKnown(letter, known))
    hasWords ||= word.length > 1 && letters.some((letter) => !known.has(letter))
    return letters.join('')
  })
  return hasWords ? undefined : written
}

function asKnown(letter: string, known: ReadonlySet<string>): string {
  if (known.has(letter)) return letter
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  return known.has(other) ? other : letter
}
