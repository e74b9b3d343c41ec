const raised: Readonly<Record<string, string>> = {
  0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '+': '⁺', '-': '⁻', '−': '⁻', n: 'ⁿ',
}

/** Raised digits as characters of their own, since `10³` is not `103`; anything else as it is. */
export function superscript(words: string): string {
  const characters = words.trim().split('')
  const up = characters.map((each) => raised[each])
  return up.includes(undefined) ? words : up.join('')
}
