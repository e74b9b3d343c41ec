import type { Item } from '@tutor/protocol'
import { algebraLeak, equationLeak } from './algebra-leak.ts'
import { choiceLeak } from './choice-leak.ts'
import { codeLeak } from './code-leak.ts'
import type { LeakTest } from './leak-test.ts'
import { numberLeak } from './number-leak.ts'
import { pointsLeak } from './points-leak.ts'
import { solutionLeak } from './solution-leak.ts'
import { textLeak } from './text-leak.ts'

/** Everything that would give an item's answer away. */
export function itemLeak(item: Item): LeakTest {
  const tests = [answerLeak(item), solutionLeak(item.solution)]
  return (said, shown) => tests.map((leaks) => leaks(said, shown)).includes(true)
}

function answerLeak({ answer, choices, solution }: Item): LeakTest {
  switch (answer.kind) {
    case 'choice':
      return choiceLeak(answer.correct, choices ?? {})
    case 'text':
      return textLeak(answer.accept)
    case 'number':
      return numberLeak(answer)
    case 'algebra':
      return algebraLeak(answer.expression)
    case 'equation':
      return equationLeak(answer.variable, answer.solutions)
    case 'points':
      return pointsLeak(answer.points)
    case 'code':
      return codeLeak(solution, answer.functionName)
  }
}
