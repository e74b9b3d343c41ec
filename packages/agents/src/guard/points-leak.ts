import type { KeyPoint } from '@tutor/protocol'
import type { LeakTest } from './leak-test.ts'
import { words } from './text-leak.ts'

/** A leak of a free text makes one of its points: all words of a group, that were not all shown. */
export function pointsLeak(points: readonly KeyPoint[]): LeakTest {
  const groups = points.flatMap((point) => point.words.map((group) => group.map(words)))
  const texts = points.map(({ text }) => wordsOf(text))
  return (said, shown) => {
    const now = wordsOf(said.raw)
    const known = wordsOf(shown.text)
    return groups.some((group) => isIn(group, now) && !isIn(group, known)) || texts.some((text) => text.length > 12 && now.includes(text) && !known.includes(text))
  }
}

function isIn(group: readonly string[], text: string): boolean {
  return group.every((word) => text.includes(` ${word}`))
}

function wordsOf(text: string): string {
  return ` ${words(text).replace(/[^\p{L}\p{N}\s]/gu, ' ').replace(/\s+/g, ' ').trim()} `
}
