import type { Item, Mark } from '@tutor/protocol'
import { compareTerms, markAlgebra } from './algebra/mark-algebra.ts'
import { markChoice } from './choice.ts'
import type { CodeRunner } from './code/code-runner.ts'
import { markCode } from './code/mark-code.ts'
import { markEquation } from './equation/mark-equation.ts'
import { invalid, longestAnswer } from './marks.ts'
import { markNumber } from './number/mark-number.ts'
import { markPoints } from './points.ts'
import { markText } from './text.ts'

export interface GradingOptions {
  /** Where exercises in JavaScript are run; without one they cannot be marked. */
  readonly runner?: CodeRunner
}

/** Marks answers by their keys, and by nothing else. Remembers nothing. */
export class Grading {
  readonly #runner: CodeRunner | undefined

  constructor({ runner }: GradingOptions = {}) {
    this.#runner = runner
  }

  /**
   * Whatever is answered gets a mark: what is no answer of the kind is `invalid`.
   *
   * @throws TutorError `code_unavailable`; the signal's reason
   */
  async mark(item: Item, answer: string, signal: AbortSignal): Promise<Mark> {
    return await this.#mark(item, answer, { signal, lenient: false })
  }

  /** By what the key means: its form and its wording do not matter. @throws as {@link mark} */
  async secondOpinion(item: Item, answer: string, signal: AbortSignal): Promise<Mark> {
    return await this.#mark(item, answer, { signal, lenient: true })
  }

  /** Whether two terms are the same wherever both are defined, as far as can be told; `unsure` also for what is no term. */
  compare(left: string, right: string): boolean | 'unsure' {
    return compareTerms(left, right)
  }

  async #mark({ answer: key, choices }: Item, answer: string, { signal, lenient }: { readonly signal: AbortSignal; readonly lenient: boolean }): Promise<Mark> {
    signal.throwIfAborted()
    if (answer.trim() === '') return invalid(key.kind, 'There is nothing in your answer yet.')
    if (answer.length > longestAnswer[key.kind]) return invalid(key.kind, `An answer has ${longestAnswer[key.kind].toLocaleString('en')} characters at most. What is it in short?`)
    switch (key.kind) {
      case 'choice':
        return markChoice(key, choices ?? {}, answer)
      case 'text':
        return markText(key, answer, lenient)
      case 'number':
        return markNumber(key, answer, lenient)
      case 'algebra':
        return markAlgebra(key, answer, lenient)
      case 'equation':
        return markEquation(key, answer)
      case 'points':
        return markPoints(key, answer)
      case 'code':
        return await markCode(key, answer, { runner: this.#runner, signal })
    }
  }
}
