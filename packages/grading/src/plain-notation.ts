const signs: Readonly<Record<string, string>> = { '−': '-', '–': '-', '—': '-', '×': '*', '·': '*', '⋅': '*', '∙': '*', '÷': '/', '⁄': '/', '∕': '/', '’': "'", '≤': '<=', '≥': '>=', '\u00a0': ' ', '\u2009': ' ', '\u202f': ' ' }
const raised: Readonly<Record<string, string>> = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-' }

/** Mathematics as a plain keyboard writes it: `x² − ½` becomes `x^2 - 1/2`; Markdown's and LaTeX's dollars go. */
export function plainNotation(text: string): string {
  return text
    .replace(/[⁰¹²³⁴-⁹⁻]+/g, (digits) => `^${Array.from(digits, (digit) => raised[digit]).join('')}`)
    .replace(/(\d?)\s*([¼-¾⅐-⅞])/g, (_, whole: string, fraction: string) => vulgar(whole, fraction))
    .replace(/[−–—×·⋅∙÷⁄∕’≤≥\u00a0\u2009\u202f]/g, (sign) => signs[sign]!)
    .replace(/\*\*/g, '^')
    .replace(/[`$]/g, '')
    .normalize('NFKC')
    .trim()
}

/** `2½` is a mixed number, `½` a fraction. */
function vulgar(whole: string, fraction: string): string {
  const [numerator, denominator] = fraction.normalize('NFKC').split('⁄')
  return whole === '' ? `${numerator}/${denominator}` : `${whole} ${numerator}/${denominator}`
}
