import { Fraction } from 'fraction.js'

/** More is no answer to anything. */
const bounds = { terms: 400, degree: 60, number: 10n ** 60n } as const

/** A sum of products of variables, exact. Immutable. */
export class Polynomial {
  /** By monomial: `x^2*y`, the variables in their order; `''` is the constant. None is zero. */
  readonly terms: ReadonlyMap<string, Fraction>

  private constructor(terms: ReadonlyMap<string, Fraction>) {
    this.terms = terms
  }

  static constant(value: Fraction): Polynomial {
    return new Polynomial(value.n === 0n ? new Map() : new Map([['', value]]))
  }

  static variable(name: string): Polynomial {
    return new Polynomial(new Map([[name, new Fraction(1)]]))
  }

  get isZero(): boolean {
    return this.terms.size === 0
  }

  get isConstant(): boolean {
    return this.terms.size === 0 || (this.terms.size === 1 && this.terms.has(''))
  }

  get constant(): Fraction {
    return this.terms.get('') ?? new Fraction(0)
  }

  get variables(): ReadonlySet<string> {
    return new Set([...this.terms.keys()].flatMap((each) => powers(each).map(([name]) => name)))
  }

  get degree(): number {
    return Math.max(0, ...[...this.terms.keys()].map((each) => powers(each).reduce((sum, [, power]) => sum + power, 0)))
  }

  /** The largest number that can be taken out of all coefficients; 0 of nothing. */
  get content(): Fraction {
    return [...this.terms.values()].reduce((content, each) => content.gcd(each.abs()), new Fraction(0))
  }

  add(other: Polynomial, times = new Fraction(1)): Polynomial {
    const sum = new Map(this.terms)
    for (const [monomial, coefficient] of other.terms) addTo(sum, monomial, coefficient.mul(times))
    return new Polynomial(sum)
  }

  subtract(other: Polynomial): Polynomial {
    return this.add(other, new Fraction(-1))
  }

  scale(factor: Fraction): Polynomial {
    return Polynomial.constant(new Fraction(0)).add(this, factor)
  }

  /** @returns none where it is longer than anybody needs */
  multiply(other: Polynomial): Polynomial | undefined {
    if (this.terms.size * other.terms.size > bounds.terms * 10 || this.degree + other.degree > bounds.degree) return undefined
    const product = new Map<string, Fraction>()
    for (const [one, a] of this.terms) for (const [two, b] of other.terms) addTo(product, join(one, two), a.mul(b))
    const isTooLong = product.size > bounds.terms || [...product.values()].some(({ n, d }) => n > bounds.number || d > bounds.number)
    return isTooLong ? undefined : new Polynomial(product)
  }

  equals(other: Polynomial): boolean {
    return this.subtract(other).isZero
  }

  /** Whether one is the other times a number that is not zero. */
  isMultipleOf(other: Polynomial): boolean {
    if (this.terms.size !== other.terms.size) return false
    const [first] = this.terms
    if (!first) return true
    const coefficient = other.terms.get(first[0])
    return coefficient !== undefined && this.equals(other.scale(first[1].div(coefficient)))
  }

  /** With a number in the place of a variable. */
  at(name: string, value: Fraction): Polynomial {
    const sum = new Map<string, Fraction>()
    for (const [monomial, coefficient] of this.terms) {
      const all = powers(monomial)
      const power = all.find(([variable]) => variable === name)?.[1] ?? 0
      addTo(sum, text(all.filter(([variable]) => variable !== name)), coefficient.mul(value.pow(power)))
    }
    return new Polynomial(sum)
  }
}

type Powers = readonly (readonly [name: string, power: number])[]

function powers(monomial: string): Powers {
  if (monomial === '') return []
  return monomial.split('*').map((each) => {
    const [name = '', power = '1'] = each.split('^')
    return [name, Number(power)]
  })
}

function join(one: string, two: string): string {
  const all = new Map(powers(one))
  for (const [name, power] of powers(two)) all.set(name, (all.get(name) ?? 0) + power)
  return text([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function text(all: Powers): string {
  return all.map(([name, power]) => (power === 1 ? name : `${name}^${power}`)).join('*')
}

function addTo(sum: Map<string, Fraction>, monomial: string, coefficient: Fraction): void {
  const total = (sum.get(monomial) ?? new Fraction(0)).add(coefficient)
  if (total.n === 0n) sum.delete(monomial)
  else sum.set(monomial, total)
}
