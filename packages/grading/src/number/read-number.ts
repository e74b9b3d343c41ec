import { Fraction } from 'fraction.js'

/** How a number was written. */
export type Notation = 'integer' | 'decimal' | 'fraction' | 'mixed_number' | 'percent' | 'scientific'

export interface WrittenNumber {
  /** What is meant; `50 %` is one half. */
  readonly value: Fraction
  readonly notation: Notation
  /** Whether its fraction, if it has one, is in lowest terms, and smaller than one in a mixed number. */
  readonly reduced: boolean
  /** What stands behind it: a unit, a word. */
  readonly rest: string
}

const digits = String.raw`\d{1,40}`
const plain = String.raw`(?:${digits}(?:\.${digits})?|\.${digits})`
const pattern = new RegExp(
  String.raw`^([+-]?)\s*(?:(${digits})\s+(${digits})\s*/\s*(${digits})|\(?(${plain})\s*/\s*([+-]?)(${plain})\)?|(${plain})(?:\s*(?:e|\*\s*10\s*\^?)\s*\(?([+-]?\d{1,3})\)?)?)\s*(%|percent\b|per cent\b)?\s*(.*)$`,
  'is',
)

/**
 * Reads a number at the start of a text in plain notation, in every way in which it can be meant: `1,234` is a thousand or
 * a little more than one.
 *
 * @returns none where there is no number
 */
export function readNumber(text: string): readonly WrittenNumber[] {
  const trimmed = text.replace(/^\(\s*([^()]*)\s*\)$/, '$1').trim()
  return [...new Set(readings(trimmed))].flatMap((each) => {
    const read = readPlain(each)
    return read ? [read] : []
  })
}

/** With a point for the decimals and nothing between the thousands. */
function readings(text: string): readonly string[] {
  const number = /^[+-]?\s*[\d.,'\u0020]*\d/.exec(text)?.[0]
  if (number === undefined || !/[,' ]|\..*\./.test(number)) return [text]
  const rest = text.slice(number.length)
  const english = /^[+-]?\s*\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?$/.test(number) ? number.replace(/(\d)[,' ](?=\d)/g, '$1') : undefined
  const european = /^[+-]?\s*(?:\d{1,3}(?:[.' ]\d{3})+|\d*),\d+$/.test(number) ? number.replace(/(\d)[.' ](?=\d)/g, '$1').replace(',', '.') : undefined
  const grouped = /^[+-]?\s*\d{1,3}(?:\.\d{3}){2,}$/.test(number) ? number.replaceAll('.', '') : undefined
  const found = [english, european, grouped].filter((each) => each !== undefined)
  return found.length > 0 ? found.map((each) => each + rest) : [text]
}

function readPlain(text: string): WrittenNumber | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, sign, whole, mixedTop, mixedBottom, top, bottomSign, bottom, number, exponent = '0', percent, rest = ''] = match
  const written = whole !== undefined ? mixed(whole, mixedTop!, mixedBottom!) : top !== undefined ? fraction(top, bottom!) : decimal(number!, Number(exponent))
  if (!written) return undefined
  const signed = (sign === '-') !== (bottomSign === '-') ? written.value.neg() : written.value
  const common = { reduced: written.reduced, rest: rest.trim() }
  return percent ? { value: signed.div(100), notation: 'percent', ...common } : { value: signed, notation: written.notation, ...common }
}

type Unsigned = Pick<WrittenNumber, 'value' | 'notation' | 'reduced'>

function mixed(whole: string, top: string, bottom: string): Unsigned | undefined {
  const part = fraction(top, bottom)
  if (!part) return undefined
  return { value: new Fraction(whole).add(part.value), notation: 'mixed_number', reduced: part.reduced && part.value.lt(1) }
}

function fraction(top: string, bottom: string): Unsigned | undefined {
  const below = new Fraction(bottom)
  if (below.n === 0n) return undefined
  const value = new Fraction(top).div(below)
  return { value, notation: 'fraction', reduced: value.n.toString() === top.replace(/^0+(?=\d)/, '') && value.d.toString() === bottom.replace(/^0+(?=\d)/, '') }
}

function decimal(number: string, exponent: number): Unsigned {
  const value = new Fraction(number).mul(new Fraction(10).pow(exponent))
  return { value, notation: exponent !== 0 ? 'scientific' : number.includes('.') ? 'decimal' : 'integer', reduced: true }
}
