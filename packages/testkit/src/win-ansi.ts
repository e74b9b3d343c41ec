/** What WinAnsiEncoding (Windows-1252) has at 0x80 to 0x9f; elsewhere up to 0xff it is Latin-1. */
const special = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/**
 * A PDF literal string.
 *
 * @throws Error for a character that the encoding lacks
 */
export function winAnsiString(text: string): string {
  return `(${Array.from(text, literal).join('')})`
}

function literal(character: string): string {
  const code = codeOf(character)
  if (character === '(' || character === ')' || character === '\\') return `\\${character}`
  return code < 0x7f ? character : `\\${code.toString(8).padStart(3, '0')}`
}

function codeOf(character: string): number {
  const code = character.codePointAt(0)!
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code
  const index = special.indexOf(character)
  if (code === 0 || index === -1) throw new Error(`WinAnsiEncoding has no ${JSON.stringify(character)}`)
  return 0x80 + index
}
