import type { LeakTest } from './leak-test.ts'
import { statement } from './statement.ts'
import { words } from './text-leak.ts'

/** So many words in a row are no chance. */
const runLength = 7

/** A leak of a solution repeats an equation or a run of words of it that was not shown. */
export function solutionLeak(solution: string): LeakTest {
  const equations = new Set(statement(solution).fragments.filter(({ text }) => text.includes('=') && text.length > 3).map(({ text }) => text))
  const runs = new Set(runsOf(solution))
  return (said, shown) => {
    if (said.fragments.some(({ text }) => equations.has(text) && !shown.hasFormula(text))) return true
    const known = new Set(runsOf(shown.text))
    return runsOf(said.raw).some((run) => runs.has(run) && !known.has(run))
  }
}

function runsOf(text: string): readonly string[] {
  const list = words(text).replace(/[^\p{L}\p{N}\s]/gu, ' ').split(/\s+/).filter(Boolean)
  return list.slice(0, Math.max(0, list.length - runLength + 1)).map((_, index) => list.slice(index, index + runLength).join(' '))
}
