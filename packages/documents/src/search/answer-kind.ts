/** Whether a sentence holds what is asked for: 1 if it does, -1 if it does not, 0 where that cannot be told. */
export type Wanted = (sentence: string) => -1 | 0 | 1

const numbers = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|thousand|million|half|third|quarter|quarters|twice|percent)\b/i
const times = /\b\d{3,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:century|january|february|march|april|may|june|july|august|september|october|november|december)|\bcentury\b/i
/** A name in the midst of a sentence. */
const names = /[\p{Ll},]\s+\p{Lu}\p{L}+|^\p{Lu}\p{L}+\s+\p{Lu}\p{L}+/u

const kinds: readonly (readonly [question: RegExp, answer: RegExp])[] = [
  [/^\s*(?:how (?:many|much|long|far|large|big|high|deep|wide|old|often|fast|hot|strong|tall|narrow)|at (?:what|which) temperature|what (?:share|percentage|fraction|proportion))\b/i, numbers],
  [/^\s*(?:when|in (?:what|which) (?:year|century))\b/i, times],
  [/^\s*(?:who|whom|whose|in which (?:city|country|town)|which (?:person|scientist|city|country|bay|river|newspaper))\b/i, names],
]

/** What a question asks for, by its first words. */
export function wantedOf(question: string): Wanted {
  const kind = kinds.find(([asked]) => asked.test(question))
  if (!kind) return () => 0
  const [, answer] = kind
  return (sentence) => (answer.test(sentence) ? 1 : -1)
}
