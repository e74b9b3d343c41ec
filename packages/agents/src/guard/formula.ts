/** Values for its variables. */
export type Point = Readonly<Record<string, number>>

/** A term that can be computed. */
export interface Formula {
  readonly variables: ReadonlySet<string>
  /** `NaN` where it is not defined. */
  at(point: Point): number
}

type Evaluate = (point: Point) => number

const tokens = /\d+(?:\.\d+)?|[a-z]|[-+*/^()%]/g
const deepest = 40

/** Reads `2x + 3(x-1)^2/4`; @returns `undefined` for anything else. */
export function readFormula(text: string): Formula | undefined {
  const compact = text.replace(/\s+/g, '')
  const list = compact.match(tokens) ?? []
  if (list.length === 0 || list.length > 200 || list.join('') !== compact) return undefined
  const reader = new FormulaReader(list)
  const evaluate = reader.sum(0)
  return evaluate && reader.isAtEnd ? { variables: new Set(list.filter((each) => /[a-z]/.test(each))), at: evaluate } : undefined
}

/** Recursive descent; a part that cannot be read is `undefined`. */
class FormulaReader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(list: readonly string[]) {
    this.#tokens = list
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  sum(depth: number): Evaluate | undefined {
    let left = this.#product(depth)
    for (let sign = this.#take('+', '-'); left && sign; sign = this.#take('+', '-')) {
      const right = this.#product(depth)
      left = right && join(left, right, sign)
    }
    return left
  }

  #product(depth: number): Evaluate | undefined {
    let left = this.#signed(depth)
    while (left) {
      const sign = this.#take('*', '/') ?? (this.#beginsFactor() ? '*' : undefined)
      if (!sign) break
      const right = this.#signed(depth)
      left = right && join(left, right, sign)
    }
    return left
  }

  #signed(depth: number): Evaluate | undefined {
    const sign = this.#take('+', '-')
    if (!sign) return this.#power(depth)
    const value = depth < deepest ? this.#signed(depth + 1) : undefined
    return value && (sign === '-' ? (point) => -value(point) : value)
  }

  #power(depth: number): Evaluate | undefined {
    const base = this.#atom(depth)
    if (!base || !this.#take('^')) return base
    const exponent = depth < deepest ? this.#signed(depth + 1) : undefined
    return exponent && join(base, exponent, '^')
  }

  #atom(depth: number): Evaluate | undefined {
    const token = this.#tokens[this.#at++]
    if (token === undefined) return undefined
    if (token === '(') {
      const inner = depth < deepest ? this.sum(depth + 1) : undefined
      return this.#take(')') ? inner : undefined
    }
    if (/[a-z]/.test(token)) return (point) => point[token] ?? Number.NaN
    const value = Number(token)
    if (Number.isNaN(value)) return undefined
    const shown = this.#take('%') ? value / 100 : value
    return () => shown
  }

  #beginsFactor(): boolean {
    return /^[a-z(]/.test(this.#tokens[this.#at] ?? '')
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token === undefined || !wanted.includes(token)) return undefined
    this.#at++
    return token
  }
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
}

function join(left: Evaluate, right: Evaluate, sign: string): Evaluate {
  const operation = operations[sign]!
  return (point) => operation(left(point), right(point))
}

/** Whether two numbers are the same but for the error of computing them. */
export function isClose(left: number, right: number, relative = 1e-9): boolean {
  return Math.abs(left - right) <= relative * Math.max(1, Math.abs(left), Math.abs(right))
}

/** Irrational looking points in which equal terms agree and others do not, for all 26 letters. */
const samplePoints: readonly Point[] = [0.7, 1.9, -1.3].map((start) =>
  Object.fromEntries('abcdefghijklmnopqrstuvwxyz'.split('').map((letter, index) => [letter, start + index * 0.317])),
)

/** Whether two terms have the same value wherever both are defined, as far as three points tell. */
export function areEqual(left: Formula, right: Formula): boolean {
  const both = samplePoints.map((point) => [left.at(point), right.at(point)] as const).filter(([one, other]) => Number.isFinite(one) && Number.isFinite(other))
  return both.length > 0 && both.every(([one, other]) => isClose(one, other))
}
