import { Fraction } from 'fraction.js'

/** Length, mass, time, current, temperature, amount, and what is counted in words of its own: money, angles, apples. */
export interface Unit {
  /** What one of it is in base units. */
  readonly factor: Fraction
  /** Powers of the base units, `{ m: 1, s: -1 }`. */
  readonly dimension: ReadonlyMap<string, number>
}

/** Base unit, size, names. Prefixes go before those that have them. */
const table: readonly (readonly [dimension: string, factor: string, names: string, prefixes?: boolean])[] = [
  ['m', '1', 'm meter meters metre metres', true],
  ['m', '1609.344', 'mi mile miles'],
  ['m', '0.3048', 'ft foot feet'],
  ['m', '0.0254', 'in inch inches'],
  ['m', '0.9144', 'yd yard yards'],
  ['g', '1', 'g gram grams gramme grammes', true],
  ['g', '1000000', 't tonne tonnes'],
  ['g', '453.59237', 'lb lbs pound pounds'],
  ['s', '1', 's sec secs second seconds', true],
  ['s', '60', 'min mins minute minutes'],
  ['s', '3600', 'h hr hrs hour hours'],
  ['s', '86400', 'd day days'],
  ['s', '604800', 'week weeks'],
  ['s', '31557600', 'yr yrs year years'],
  ['m^3', '1/1000', 'l L liter liters litre litres', true],
  ['m^2', '10000', 'ha hectare hectares'],
  ['1/s', '1', 'Hz hertz', true],
  ['kg*m/s^2', '1', 'N newton newtons', true],
  ['kg*m^2/s^2', '1', 'J joule joules', true],
  ['kg*m^2/s^3', '1', 'W watt watts', true],
  ['kg*m^2/s^2', '3600000', 'kWh'],
  ['kg/m/s^2', '1', 'Pa pascal pascals', true],
  ['A', '1', 'A ampere amperes amp amps', true],
  ['kg*m^2/s^3/A', '1', 'V volt volts', true],
  ['kg*m^2/s^3/A^2', '1', 'Ω ohm ohms', true],
  ['K', '1', 'K kelvin'],
  ['mol', '1', 'mol mole moles', true],
  ['degree', '1', '° deg degree degrees'],
  ['celsius', '1', '°C celsius'],
  ['euro', '1', '€ EUR euro euros'],
  ['euro', '1/100', 'cent cents ct'],
  ['dollar', '1', '$ USD dollar dollars'],
  ['pound', '1', '£ GBP'],
  ['m/s', '5/18', 'kph kmh'],
  ['m/s', '0.44704', 'mph'],
]

const prefixes: Readonly<Record<string, string>> = { k: '1000', kilo: '1000', M: '1000000', mega: '1000000', G: '1000000000', h: '100', hecto: '100', d: '1/10', deci: '1/10', c: '1/100', centi: '1/100', m: '1/1000', milli: '1/1000', µ: '1/1000000', u: '1/1000000', micro: '1/1000000', n: '1/1000000000', nano: '1/1000000000' }

let named: ReadonlyMap<string, Unit> | undefined

/**
 * Reads `km/h`, `m s^-1`, `square metres`, `kilometres per hour`.
 *
 * @returns none for what is no unit; a word that is not known is a unit of its own: `3 apples`
 */
export function readUnit(text: string): Unit | undefined {
  const words = text.trim()
  if (words === '' || words.length > 40) return undefined
  const factors = inFactors(words)
  return factors && multiply(factors.map(({ name, power }) => raise(byName(name), power)))
}

export function isSameMeasure({ dimension: one }: Unit, { dimension: other }: Unit): boolean {
  return one.size === other.size && [...one].every(([base, power]) => other.get(base) === power)
}

interface Factor {
  readonly name: string
  readonly power: number
}

function inFactors(words: string): readonly Factor[] | undefined {
  const compact = words
    .replace(/\b(?:square|sq)\s+(\p{L}+)/giu, '$1^2')
    .replace(/\bcubic\s+(\p{L}+)/giu, '$1^3')
    .replace(/\s+(?:squared)\b/gi, '^2')
    .replace(/\s+(?:cubed)\b/gi, '^3')
    .replace(/\s+(?:per|an?)\s+/gi, '/')
    .replace(/\s*([*/^])\s*/g, '$1')
    .replace(/[.!]$/, '')
  let below = false
  const factors: Factor[] = []
  for (const [, sign, name, power = '1', junk] of compact.matchAll(/([*/ ]?)(?:([\p{L}°€$£Ω]+)(?:\^?\(?(-?\d)\)?)?|(\S))/gu)) {
    if (junk !== undefined || name === undefined) return undefined
    below = sign === '/' || (below && sign !== '*' && sign !== ' ')
    factors.push({ name, power: below ? -Number(power) : Number(power) })
  }
  return factors.length > 0 && factors.length <= 6 ? factors : undefined
}

function byName(name: string): Unit {
  named ??= nameUnits()
  return named.get(name) ?? named.get(name.toLowerCase()) ?? { factor: new Fraction(1), dimension: new Map([[singular(name.toLowerCase()), 1]]) }
}

function singular(word: string): string {
  return word.replace(/(?<=[^s])s$/, '')
}

function nameUnits(): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>()
  for (const [dimension, factor, names, prefixed = false] of table) {
    const base = inBaseUnits(dimension)
    const unit = { factor: base.factor.mul(factor), dimension: base.dimension }
    const sized = names.split(' ').flatMap((name): Sized[] => (prefixed ? withPrefixes(name) : [[name, '1']]))
    for (const [name, size] of sized) if (!units.has(name)) units.set(name, { ...unit, factor: unit.factor.mul(size) })
  }
  return units
}

type Sized = readonly [name: string, size: string]

/** `kilometre` and `km`, but neither `kilom` nor `kmetre`. */
function withPrefixes(name: string): Sized[] {
  const fitting = Object.entries(prefixes).filter(([prefix]) => (prefix.length > 1) === (name.length > 2))
  return [[name, '1'], ...fitting.map(([prefix, size]): Sized => [prefix + name, size])]
}

/** A formula of base units, with `kg` for a thousand of `g`. */
function inBaseUnits(formula: string): Unit {
  const [above = '', ...below] = formula.split('/')
  const factors = [...above.split('*').map((each) => baseFactor(each, 1)), ...below.map((each) => baseFactor(each, -1))]
  return multiply(factors)
}

function baseFactor(text: string, sign: 1 | -1): Unit {
  if (text === '1') return { factor: new Fraction(1), dimension: new Map() }
  const [name = '', power = '1'] = text.split('^')
  const unit = name === 'kg' ? { factor: new Fraction(1000), dimension: new Map([['g', 1]]) } : { factor: new Fraction(1), dimension: new Map([[name, 1]]) }
  return raise(unit, sign * Number(power))
}

function raise({ factor, dimension }: Unit, power: number): Unit {
  return { factor: factor.pow(power), dimension: new Map([...dimension].map(([base, exponent]) => [base, exponent * power])) }
}

function multiply(units: readonly Unit[]): Unit {
  const dimension = new Map<string, number>()
  let factor = new Fraction(1)
  for (const unit of units) {
    factor = factor.mul(unit.factor)
    for (const [base, power] of unit.dimension) dimension.set(base, (dimension.get(base) ?? 0) + power)
  }
  for (const [base, power] of dimension) if (power === 0) dimension.delete(base)
  return { factor, dimension }
}
