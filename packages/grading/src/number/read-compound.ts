import { Fraction } from 'fraction.js'
import type { WrittenNumber } from './read-number.ts'
import { isSameMeasure, readUnit } from './units.ts'

const part = /(\d+(?:\.\d+)?)\s*(\p{L}+)\s*(?:,\s*|and\s+)?/gu

/** Reads a measure in several units, each smaller than the one before: `2 h 30 min`. @returns none for anything else */
export function readCompound(text: string): WrittenNumber | undefined {
  const parts = [...text.matchAll(part)].map(([written, number = '', name = '']) => ({ written, number, name, unit: readUnit(name)! }))
  const [first] = parts
  if (!first || parts.length < 2 || parts.length > 4 || parts.map(({ written }) => written).join('') !== text) return undefined
  const isFalling = parts.every(({ unit }, index) => index === 0 || (isSameMeasure(unit, first.unit) && unit.factor.lt(parts[index - 1]!.unit.factor)))
  if (!isFalling) return undefined
  const sum = parts.reduce((total, { number, unit }) => total.add(unit.factor.mul(number)), new Fraction(0))
  return { value: sum.div(first.unit.factor), notation: 'decimal', reduced: true, rest: first.name }
}
