import { withoutLatex } from './latex.ts'

const signs: Readonly<Record<string, string>> = { '−': '-', '–': '-', '—': '-', '×': '*', '·': '*', '⋅': '*', '∙': '*', '÷': '/', '⁄': '/', '∕': '/', '’': "'", '≤': '<=', '≥': '>=', '\u00a0': ' ', '\u2009': ' ', '\u202f': ' ' }
const raised: Readonly<Record<string, string>> = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-' }

/** Mathematics as a plain keyboard writes it: `x² − ½` becomes `x^2 - 1/2`, and so does its LaTeX; Markdown's signs go. */
export function plainNotation(text: string): string {
  return withoutLatex(text)
    .replace(/[⁰¹²³⁴-⁹⁻]+/g, (digits) => `^${Array.from(digits, (digit) => raised[digit]).join('')}`)
    .replace(/(\d?)\s*([¼-¾⅐-⅞])/g, (_, whole: string, fraction: string) => vulgar(whole, fraction))
    .replace(/[−–—×·⋅∙÷⁄∕’≤≥\u00a0\u2009\u202f]/g, (sign) => signs[sign]!)
    .replace(/(?<=^|\s)\*\*([^*]+)\*\*(?=$|[\s.,!])/g, '$1')
    .replace(/\*\*/g, '^')
    .replace(/\$([^$]*)\$/g, '$1')
    .replaceAll('`', '')
    .normalize('NFKC')
    .trim()
}

/** `2½` is a mixed number, `½` a fraction. */
function vulgar(whole: string, fraction: string): string {
  const [numerator, denominator] = fraction.normalize('NFKC').split('⁄')
  return whole === '' ? `${numerator}/${denominator}` : `${whole} ${numerator}/${denominator}`
}

/** A comma between digits may be one of decimals or one between thousands. */
export function withoutCommas(text: string): readonly string[] {
  if (!/\d,\d/.test(text)) return [text]
  return [text.replace(/(\d),(?=\d)/g, '$1.'), text.replace(/(\d),(?=\d{3}(?!\d))/g, '$1')]
}
