import { Fraction } from 'fraction.js'
import type { Term } from './term.ts'

/** What keeps a stranger's term from costing more than a moment. */
const bounds = { tokens: 200, depth: 40, exponent: 12, digits: 20 } as const

const token = /\d+(?:\.\d+)?|\.\d+|sqrt|abs|[a-z]|[-+*/^()|√]/gi
const mixedNumber = /(?<![\d.])\d{1,20}\s+\d{1,20}\s*\/\s*\d{1,20}(?![\d.])/g
const inFront: ReadonlySet<string> = new Set(['(', '|', '√', 'sqrt', 'abs'])

/**
 * Reads a term in plain notation: `2x + 3(x-1)^2/4`, `sqrt(x)`, `|x|`. Letters are variables; what stands side by side is
 * multiplied, no closer than by `*`, so that `1/2x` is half of x, unless that is what `binding` says.
 *
 * @param binding of what stands side by side below a line: `tight` takes `1/2x` for one over `2x`
 * @returns none where it is no term, or a longer one than anybody needs
 */
export function readTerm(text: string, binding: Binding = 'loose'): Term | undefined {
  const improper = text.replace(mixedNumber, improperFraction)
  // Without the space `2 3` would be 23.
  if (/[\d.]\s+[\d.]/.test(improper)) return undefined
  const compact = improper.replace(/\s+/g, '').replaceAll(':', '/')
  const tokens = compact.match(token) ?? []
  if (tokens.length === 0 || tokens.length > bounds.tokens || tokens.join('') !== compact) return undefined
  if (tokens.some((each) => each.length > bounds.digits)) return undefined
  const reader = new TermReader(tokens, binding)
  const term = reader.sum(0)
  return term && reader.isAtEnd ? term : undefined
}

/** Of a mixed number. */
function improperFraction(mixed: string): string {
  const [whole = '', top = '', bottom = ''] = mixed.split(/[\s/]+/)
  return `(${BigInt(whole) * BigInt(bottom) + BigInt(top)}/${bottom})`
}

export type Binding = 'loose' | 'tight'

/** Recursive descent; a part that cannot be read is `undefined`. */
class TermReader {
  readonly #tokens: readonly string[]
  readonly #binding: Binding
  #at = 0

  constructor(tokens: readonly string[], binding: Binding) {
    this.#tokens = tokens
    this.#binding = binding
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  sum(depth: number): Term | undefined {
    if (depth > bounds.depth) return undefined
    let left = this.#product(depth)
    for (let sign = this.#take('+', '-'); left && sign; sign = this.#take('+', '-')) {
      const right = this.#product(depth)
      left = right && { kind: sign === '+' ? 'sum' : 'difference', left, right }
    }
    return left
  }

  #product(depth: number): Term | undefined {
    let left = this.#signed(depth)
    while (left) {
      const sign = this.#take('*', '/') ?? (this.#beginsFactor() ? '*' : undefined)
      if (!sign) break
      const right = sign === '/' && this.#binding === 'tight' ? this.#adjacent(depth) : this.#signed(depth)
      left = right && { kind: sign === '*' ? 'product' : 'quotient', left, right }
    }
    return left
  }

  /** Factors that stand side by side. */
  #adjacent(depth: number): Term | undefined {
    let left = this.#signed(depth)
    while (left && this.#beginsFactor()) {
      const right = this.#signed(depth)
      left = right && { kind: 'product', left, right }
    }
    return left
  }

  #signed(depth: number): Term | undefined {
    const sign = this.#take('+', '-')
    if (!sign) return this.#power(depth)
    const of = depth < bounds.depth ? this.#signed(depth + 1) : undefined
    return of && sign === '-' ? { kind: 'negated', of } : of
  }

  #power(depth: number): Term | undefined {
    const base = this.#atom(depth)
    if (!base || !this.#take('^')) return base
    const exponent = this.#exponent(depth)
    return exponent === undefined ? undefined : { kind: 'power', base, exponent }
  }

  /** A whole number. */
  #exponent(depth: number): number | undefined {
    const written = this.#signed(depth + 1)
    const sign = written?.kind === 'negated' ? -1 : 1
    const number = written?.kind === 'negated' ? written.of : written
    if (number?.kind !== 'number' || number.value.d !== 1n || number.value.gt(bounds.exponent)) return undefined
    return sign * Number(number.value.n)
  }

  #atom(depth: number): Term | undefined {
    const next = this.#tokens[this.#at++]
    if (next === undefined) return undefined
    if (/[\d.]/.test(next)) return { kind: 'number', value: new Fraction(next) }
    switch (next.toLowerCase()) {
      case '(':
        return this.#until(')', depth)
      case '|':
        return this.#applied('abs', this.#until('|', depth))
      case '√':
        return this.#applied('sqrt', this.#atom(depth + 1))
      case 'sqrt':
      case 'abs':
        return this.#take('(') ? this.#applied(next.toLowerCase() as 'sqrt' | 'abs', this.#until(')', depth)) : undefined
      default:
        return /[a-z]/i.test(next) ? { kind: 'variable', name: next } : undefined
    }
  }

  #until(end: ')' | '|', depth: number): Term | undefined {
    const inner = this.sum(depth + 1)
    return inner && this.#take(end) ? inner : undefined
  }

  #applied(name: 'sqrt' | 'abs', of: Term | undefined): Term | undefined {
    return of && { kind: 'function', name, of }
  }

  #beginsFactor(): boolean {
    const next = this.#tokens[this.#at]
    // A bar may also close what a bar has opened.
    return next !== undefined && next !== '|' && (/[a-z\d.]/i.test(next) || inFront.has(next))
  }

  #take(...wanted: readonly string[]): string | undefined {
    const next = this.#tokens[this.#at]
    if (next === undefined || !wanted.includes(next)) return undefined
    this.#at++
    return next
  }
}
