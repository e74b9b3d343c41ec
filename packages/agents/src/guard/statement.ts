import { fragmentsOf, type Fragment } from './fragments.ts'
import { numbersFromWords } from './number-words.ts'
import { plainMath } from './plain-math.ts'

const places = 'step|question|hint|example|page|line|level|part|rule|chapter|section|figure|item|exercise|problem|lesson|attempt'
const counted =
  'steps?|hints?|tries|attempts?|questions?|parts?|sides?|ways?|terms?|times|examples?|things?|cases?|numbers?|options?|choices?|digits?|levels?|operations?|unknowns?|variables?|rules?|ideas?|kinds?|more|of|or'

const place = new RegExp(`\\b(${places}) ~?\\d+(?:\\.\\d+)*(?! *[-+*/=])`, 'g')
const count = new RegExp(`(?<![\\d.=+*/^-] ?)~?\\b\\d+ (?=(?:${counted})\\b)`, 'g')

/** Something that is said, taken apart once for everything that is looked for in it. */
export interface Statement {
  readonly raw: string
  /** Made plain, numbers in words included; numbers that only count or number something are gone. */
  readonly plain: string
  readonly fragments: readonly Fragment[]
}

export function statement(raw: string): Statement {
  const listed = plainMath(raw).replace(/^\s*(?:[-*+]|\d{1,2}[.)])\s+(?=\S)/gm, '').replace(/\[\d+\]/g, '')
  const plain = numbersFromWords(listed).replace(place, '$1').replace(count, '')
  return { raw, plain, fragments: fragmentsOf(plain) }
}

/** What the learner can see already: saying it again tells nothing. */
export class Shown {
  readonly #fragments: readonly Fragment[]
  readonly text: string
  /** Letters of the formulas. */
  readonly variables: ReadonlySet<string>
  readonly #numbers: readonly number[]

  constructor(texts: readonly string[]) {
    const statements = texts.map((text) => statement(text))
    this.text = texts.join('\n')
    this.#fragments = statements.flatMap(({ fragments }) => fragments)
    this.variables = new Set(this.#fragments.flatMap(({ sides }) => sides.flatMap(({ formula }) => [...formula.variables])))
    this.#numbers = statements.flatMap(({ plain }) => [...plain.matchAll(/\d+(?:\.\d+)?/g)]).map(([digits]) => Number(digits))
  }

  /** Whether this formula, or one that has it as a part, has been shown. */
  hasFormula(text: string): boolean {
    return this.#fragments.some((shown) => shown.text === text || (/[-+*/^=]/.test(text) && shown.text.includes(text)))
  }

  hasNumber(value: number): boolean {
    return this.#numbers.some((each) => each === Math.abs(value))
  }
}
