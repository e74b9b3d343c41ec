import { areEqual, isClose, readFormula, type Formula } from './formula.ts'
import type { LeakTest } from './leak-test.ts'
import { numberLeak, readNumber } from './number-leak.ts'
import { plainMath } from './plain-math.ts'
import type { Fragment } from './fragments.ts'

/** A leak of a term is any term that is equal to it and was not shown, in whatever order and with whatever spaces. */
export function algebraLeak(expression: string): LeakTest {
  const wanted = readFormula(plainMath(expression))
  if (!wanted) return () => false
  if (wanted.variables.size === 0) return numberLeak({ value: expression })
  const missing = new Set(termsOf(expression))
  return (said, shown) => {
    const sides = said.fragments.flatMap((fragment) => fragment.sides).filter(({ text, formula }) => text.length > 1 && !shown.hasFormula(text) && formula.variables.size > 0)
    const before = missing.size
    for (const { text } of sides) missing.delete(text.replace(/^[-+]/, ''))
    return sides.some(({ formula }) => areEqual(formula, wanted)) || (before > 0 && missing.size === 0)
  }
}

/** The terms of a sum with variables, which can be told one by one; none of a product. */
function termsOf(expression: string): readonly string[] {
  const plain = plainMath(expression).replace(/\s+/g, '')
  return /[()]/.test(plain) ? [] : plain.split(/[-+]/).filter((term) => term.length > 1 && /[a-z]/.test(term))
}

/** A leak of an equation's solutions says one of them, how many there are where that is the answer, or an equation on the way to them. */
export function equationLeak(variable: string, solutions: readonly string[] | 'all'): LeakTest {
  if (solutions === 'all') return ({ plain }) => everything.test(plain)
  if (solutions.length === 0) return ({ plain }) => nothing.test(plain)
  const numbers = solutions.map((value) => numberLeak({ value }))
  const roots = solutions.flatMap((each) => readNumber(each) ?? [])
  return (said, shown) =>
    said.fragments.some((fragment) => !shown.hasFormula(fragment.text) && leadsTo(fragment, variable, roots)) || numbers.some((leaks) => leaks(said, shown))
}

const everything = /\b(?:all (?:real )?numbers|every (?:real )?(?:number|value|x)|any (?:number|value|x)\b|infinitely many|always true|identity|all values|true for all|endless(?:ly)? many)/
const nothing = /\b(?:no solutions?|no (?:real )?(?:number|value)|no such|never (?:be )?true|nothing solves|none at all|has none|unsolvable|cannot be solved|can't be solved|without (?:a )?solution|contradiction|impossible|empty set|no answer)/

/** An equation in the variable alone that exactly these numbers solve, as far as they and a few others tell. */
function leadsTo({ sides }: Fragment, variable: string, roots: readonly number[]): boolean {
  if (sides.length < 2) return false
  return sides.slice(1).some((right, index) => {
    const left = sides[index]!
    const names = new Set([...left.formula.variables, ...right.formula.variables])
    return names.size === 1 && names.has(variable) && roots.every((root) => holds(left.formula, right.formula, { [variable]: root })) && !others(roots).some((value) => holds(left.formula, right.formula, { [variable]: value }))
  })
}

function holds(left: Formula, right: Formula, point: Readonly<Record<string, number>>): boolean {
  return isClose(left.at(point), right.at(point))
}

function others(roots: readonly number[]): readonly number[] {
  return roots.flatMap((root) => [root + 0.37, root - 1.61])
}
